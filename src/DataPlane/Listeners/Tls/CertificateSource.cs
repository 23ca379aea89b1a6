namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>The files of one certificate.</summary>
/// <param name="File">The certificate's, as an absolute path.</param>
/// <param name="KeyFile">The private key's; empty where it is in <paramref name="File"/>.</param>
/// <param name="Password">Of the private key; empty where it has none.</param>
/// <param name="PasswordFile">The file with that password; empty where there is none.</param>
internal sealed record CertificateSource(
    string File,
    string KeyFile = "",
    string Password = "",
    string PasswordFile = ""
)
{
    private static readonly string[] Pkcs12Endings = [".pfx", ".p12"];
    private static readonly string[] PemEndings = [".crt", ".pem"];

    /// <summary>What it is called: the file's name without ending.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>Whether certificate and key are in one PKCS#12 file.</summary>
    public bool IsPkcs12 => HasEnding(File, Pkcs12Endings);

    /// <summary>All files that it needs.</summary>
    public IEnumerable<string> Files =>
        new[] { File, KeyFile, PasswordFile }.Where(static file => file.Length > 0);

    /// <summary>The one that the settings name.</summary>
    public static CertificateSource Of(CertificateOptions options) =>
        new(
            Full(options.File),
            Full(options.KeyFile),
            options.Password,
            Full(options.PasswordFile)
        );

    /// <summary>Those that lie in a folder, the one named default first, then by name. Pure.</summary>
    public static IEnumerable<CertificateSource> In(IEnumerable<string> files)
    {
        var all = files.ToHashSet(StringComparer.Ordinal);
        // Hidden files are what programs write before they rename it into place.
        return all.Where(static file =>
                !Path.GetFileName(file).StartsWith('.')
                && HasEnding(file, [.. PemEndings, .. Pkcs12Endings])
            )
            .Select(file =>
            {
                var key = Path.ChangeExtension(file, ".key");
                return new CertificateSource(
                    file,
                    !HasEnding(file, Pkcs12Endings) && all.Contains(key) ? key : ""
                );
            })
            .OrderByDescending(static source => source.Name == "default")
            .ThenBy(static source => source.File, StringComparer.Ordinal);
    }

    public override string ToString() => KeyFile.Length > 0 ? $"{File} with {KeyFile}" : File;

    private static string Full(string file) => file.Length > 0 ? Path.GetFullPath(file) : "";

    private static bool HasEnding(string file, string[] endings) =>
        endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

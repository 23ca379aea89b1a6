using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.State.Transport;

/// <summary>
/// The certificates and keys in files that pools name. A file is read when a connection first needs it, and again once it
/// has changed, so that a renewed certificate needs no restart; connections that stand are left alone. Safe for
/// concurrent use.
/// </summary>
public sealed class TlsFiles
{
    /// <summary>Files that are kept; past it all are forgotten and read anew.</summary>
    public const int MostKept = 1024;

    /// <summary>Longest file that is read, in bytes.</summary>
    public const int LongestFile = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<(string File, string? Key), Kept> _kept = new();

    /// <summary>The authorities that a pool trusts; <c>null</c> for the system's.</summary>
    /// <exception cref="TlsFileException">The file cannot be used.</exception>
    public X509Certificate2Collection? Authorities(BackendTls tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        if (tls.Ca is { } text)
        {
            return (X509Certificate2Collection)Get(
                ("", text),
                static key => ReadAuthorities(key.Key!, "tls.ca")
            );
        }

        return tls.CaFile is { } file
            ? (X509Certificate2Collection)Get(
                (file, null),
                static key => ReadAuthorities(Read(key.File), key.File)
            )
            : null;
    }

    /// <summary>What a pool's backends are shown; <c>null</c> for nothing.</summary>
    /// <exception cref="TlsFileException">A file cannot be used.</exception>
    public SslStreamCertificateContext? ClientCertificate(BackendTls tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        return tls.ClientCertificateFile is { } file
            ? (SslStreamCertificateContext)Get(
                (file, tls.ClientKeyFile ?? file),
                static key => ReadPair(key.File, key.Key!)
            )
            : null;
    }

    private object Get(
        (string File, string? Key) key,
        Func<(string File, string? Key), object> read
    )
    {
        // Text in the configuration never changes; only files are looked at.
        var stamp = key.File.Length == 0 ? default : Stamp(key.File, key.Key);
        if (_kept.TryGetValue(key, out var kept) && kept.Stamp == stamp)
        {
            return kept.Content;
        }

        var content = read(key);
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[key] = new(stamp, content);
        return content;
    }

    private static (DateTime, DateTime) Stamp(string file, string? key) =>
        (File.GetLastWriteTimeUtc(file), File.GetLastWriteTimeUtc(key ?? file));

    private static string Read(string file)
    {
        try
        {
            var found = new FileInfo(file);
            return found.Length <= LongestFile
                ? File.ReadAllText(file)
                : throw new TlsFileException(
                    $"'{file}' has {found.Length} bytes, at most {LongestFile} are read: is it a PEM file?"
                );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TlsFileException(
                $"'{file}' cannot be read on this machine: {failure.Message} Put it there, readable for this process",
                failure
            );
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string pem, string source)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(pem);
            return found.Count > 0
                ? found
                : throw new TlsFileException($"{source} holds no certificate in PEM");
        }
        catch (CryptographicException failure)
        {
            throw new TlsFileException($"{source} is no PEM: {failure.Message}", failure);
        }
    }

    private static SslStreamCertificateContext ReadPair(string file, string keyFile)
    {
        var (certificates, key) = (Read(file), Read(keyFile));
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificates, key);
            var between = new X509Certificate2Collection();
            between.ImportFromPem(certificates);
            return SslStreamCertificateContext.Create(Usable(pair), between, offline: true);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new TlsFileException(
                $"'{file}' and '{keyFile}' are no pair of a certificate and its unencrypted private key in PEM: {failure.Message}",
                failure
            );
        }
    }

    /// <summary>Windows shows no certificate whose key lives in memory only.</summary>
    private static X509Certificate2 Usable(X509Certificate2 pair) =>
        X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);

    private sealed record Kept((DateTime, DateTime) Stamp, object Content);
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>Reads certificates off the disk; what cannot be used is said in words that name the remedy.</summary>
internal static class CertificateFile
{
    /// <summary>Largest file that is read, in bytes. The bundle of all public authorities has 200 KB.</summary>
    public const int LongestBytes = 1024 * 1024;

    private const string Begin = "-----BEGIN ";

    /// <summary>The certificate of <paramref name="source"/>, ready to be shown; false, with the reason, where there is none.</summary>
    public static bool TryLoad(
        CertificateSource source,
        [NotNullWhen(true)] out LoadedCertificate? certificate,
        [NotNullWhen(false)] out string? fault
    )
    {
        certificate = null;
        fault = Try(
            () =>
            {
                var all = source.IsPkcs12 ? ReadPkcs12(source) : ReadPem(source);
                var own = all.First(static one => one.HasPrivateKey);
                all.Remove(own);
                return new LoadedCertificate(source, own, all);
            },
            source.File,
            out certificate
        );
        return certificate is not null;
    }

    /// <summary>The authorities in a PEM file.</summary>
    public static bool TryLoadAuthorities(
        string file,
        [NotNullWhen(true)] out X509Certificate2Collection? authorities,
        [NotNullWhen(false)] out string? fault
    )
    {
        fault = Try(() => Certificates(file), file, out authorities);
        return authorities is not null;
    }

    private static string? Try<T>(Func<T> read, string file, out T? result)
        where T : class
    {
        result = null;
        try
        {
            result = read();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read: {failure.Message} Put it there, readable for this user.";
        }
        catch (Exception failure)
            when (failure
                    is CryptographicException
                        or ArgumentException
                        or InvalidDataException
                        or NotSupportedException
                        or AuthenticationException
            )
        {
            return $"{file} cannot be used: {failure.Message}";
        }
    }

    private static X509Certificate2Collection ReadPkcs12(CertificateSource source)
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(
            Read(source.File),
            PasswordOf(source),
            X509KeyStorageFlags.DefaultKeySet
        );
        return all.Any(static one => one.HasPrivateKey)
            ? all
            : throw new InvalidDataException(
                "It has no private key. Export the certificate together with its key."
            );
    }

    private static X509Certificate2Collection ReadPem(CertificateSource source)
    {
        var all = Certificates(source.File);
        var keyFile = source.KeyFile.Length > 0 ? source.KeyFile : source.File;
        var key = ReadText(keyFile);
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"There is no private key in {keyFile}. Name the key's file, or put it beside the certificate with the ending .key."
            );
        }

        // A chain begins with the server's own certificate (RFC 8446, 4.4.2).
        var own = all[0];
        all.RemoveAt(0);
        using (own)
        {
            var text = own.ExportCertificatePem();
            var password = PasswordOf(source);
            all.Insert(
                0,
                Usable(
                    password.Length > 0
                        ? X509Certificate2.CreateFromEncryptedPem(text, key, password)
                        : X509Certificate2.CreateFromPem(text, key)
                )
            );
        }

        return all;
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(ReadText(file));
        return all.Count > 0
            ? all
            : throw new InvalidDataException("There is no certificate in it. It must be PEM text.");
    }

    private static string PasswordOf(CertificateSource source) =>
        source.PasswordFile.Length > 0
            ? ReadAll(source.PasswordFile).Split('\n')[0].TrimEnd('\r')
            : source.Password;

    private static string ReadText(string file)
    {
        var text = ReadAll(file);
        // A file that is just being written may end in the middle of the chain, which the reader of PEM would skip.
        return text.AsSpan().Count(Begin) == CompleteBlocks(text)
            ? text
            : throw new InvalidDataException(
                $"{file} is no complete PEM text. Write it anew, and rename it into place when it is complete."
            );
    }

    private static int CompleteBlocks(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (PemEncoding.TryFind(text, out var block))
        {
            count++;
            text = text[block.Location.End..];
        }

        return count;
    }

    private static string ReadAll(string file) => System.Text.Encoding.UTF8.GetString(Read(file));

    private static byte[] Read(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.Length <= LongestBytes
            ? File.ReadAllBytes(file)
            : throw new InvalidDataException(
                $"It has {stream.Length} bytes; at most {LongestBytes} are read."
            );
    }

    /// <summary>Windows shows no certificate whose key is in memory only.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(
                certificate.Export(X509ContentType.Pkcs12),
                password: null
            );
        }
    }
}

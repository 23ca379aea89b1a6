using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.Testing;

/// <summary>A certificate authority that exists for one test.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _root;

    /// <summary>A new one, with a key that nobody else has.</summary>
    public TestAuthority(string name = "Test Authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
    }

    /// <summary>Its certificate.</summary>
    public string Pem => _root.ExportCertificatePem();

    /// <summary>A certificate with its key, for servers (of these names) and clients alike.</summary>
    public X509Certificate2 Issue(
        string[] names,
        DateTimeOffset? notBefore = null,
        DateTimeOffset? notAfter = null
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.Create(
            _root,
            notBefore ?? Now.AddDays(-10),
            notAfter ?? Now.AddDays(10),
            RandomNumberGenerator.GetBytes(8)
        );
        using var pair = certificate.CopyWithPrivateKey(key);
        // Some platforms use only keys that came from a file.
        return X509CertificateLoader.LoadPkcs12(
            pair.Export(X509ContentType.Pkcs12),
            password: null,
            X509KeyStorageFlags.Exportable
        );
    }

    /// <summary>Writes certificate and key as two PEM files and answers their names.</summary>
    public static (string Certificate, string Key) Save(X509Certificate2 pair, string directory)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var certificate = Path.Combine(directory, "certificate.pem");
        var keyFile = Path.Combine(directory, "key.pem");
        using var key = pair.GetECDsaPrivateKey();
        File.WriteAllText(certificate, pair.ExportCertificatePem());
        File.WriteAllText(keyFile, key!.ExportPkcs8PrivateKeyPem());
        return (certificate, keyFile);
    }

    /// <inheritdoc />
    public void Dispose() => _root.Dispose();
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A small authority of the test's own, with an intermediate one, and files of what it issues.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public TestCertificates()
    {
        Root = Issue("CN=Test root", issuer: null, isAuthority: true);
        Intermediate = Issue("CN=Test intermediate", Root, isAuthority: true);
        RootFile = Write("root.pem", Root.ExportCertificatePem());
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public string RootFile { get; }

    public string Folder => _directory.Path;

    public string File(string name) => _directory.File(name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <summary>A certificate for these servers, by the intermediate authority.</summary>
    public X509Certificate2 Server(params string[] names) => Server(30, names);

    public X509Certificate2 Server(int days, params string[] names) =>
        Issue($"CN={names[0]}", Intermediate, names: names, days: days);

    /// <summary>A certificate for a client, by the intermediate authority.</summary>
    public X509Certificate2 Client(string name) =>
        Issue($"CN={name}", Intermediate, isClient: true);

    /// <summary>Writes a PEM chain and its key, as NAME.crt and NAME.key; the former's path.</summary>
    public string WritePem(string name, X509Certificate2 certificate)
    {
        Write($"{name}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return Write($"{name}.crt", Chain(certificate));
    }

    /// <summary>Writes a PKCS#12 file with the chain; its path.</summary>
    public string WritePfx(string name, X509Certificate2 certificate, string password)
    {
        X509Certificate2Collection all = [certificate, Intermediate];
        System.IO.File.WriteAllBytes(
            File($"{name}.pfx"),
            all.Export(X509ContentType.Pkcs12, password)!
        );
        return File($"{name}.pfx");
    }

    public string Chain(X509Certificate2 certificate) =>
        $"{certificate.ExportCertificatePem()}\n{Intermediate.ExportCertificatePem()}\n";

    /// <summary>A client that trusts this authority alone and speaks HTTP/2 where the server does.</summary>
    public HttpClient NewClient(X509Certificate2? own = null)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(Root);
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = policy;
        if (own is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(
                own,
                [Intermediate],
                offline: true
            );
        }

        return new(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    public void Dispose() => _directory.Dispose();

    public static X509Certificate2 Issue(
        string subject,
        X509Certificate2? issuer,
        bool isAuthority = false,
        bool isClient = false,
        string[]? names = null,
        int days = 30
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true)
        );
        if (!isAuthority)
        {
            request.CertificateExtensions.Add(
                new X509EnhancedKeyUsageExtension(
                    [new Oid(isClient ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1")],
                    critical: false
                )
            );
        }

        if (names is not null)
        {
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
        }

        var now = TimeProvider.System.GetUtcNow();
        var notAfter = now.AddDays(days);
        if (issuer is null)
        {
            return request.CreateSelfSigned(now.AddDays(-60), now.AddYears(10));
        }

        using var certificate = request.Create(
            issuer,
            now.AddDays(-30),
            isAuthority ? now.AddYears(9) : notAfter,
            RandomNumberGenerator.GetBytes(8)
        );
        return certificate.CopyWithPrivateKey(key);
    }
}

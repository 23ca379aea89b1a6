using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

public sealed class CertificateFileTests : IDisposable
{
    private readonly TestCertificates _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void TryLoad_EncryptedKey_WantsItsPassword()
    {
        var certificate = _files.Server("a.test");
        var file = _files.WritePem("a", certificate);
        var key = _files.Write(
            "a.key",
            certificate
                .GetECDsaPrivateKey()!
                .ExportEncryptedPkcs8PrivateKeyPem(
                    "secret",
                    new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
                )
        );

        Assert.True(CertificateFile.TryLoad(new(file, key, "secret"), out var loaded, out _));
        Assert.Equal("CN=a.test", loaded.Subject);
        Assert.False(CertificateFile.TryLoad(new(file, key, "wrong"), out _, out var wrong));
        Assert.StartsWith($"{file} cannot be used", wrong, StringComparison.Ordinal);
        Assert.False(CertificateFile.TryLoad(new(file, key), out _, out var none));
        Assert.StartsWith($"{file} cannot be used", none, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLoad_Rsa_IsLoadedToo()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=rsa.test",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now, now.AddDays(1));
        var file = _files.Write(
            "rsa.pem",
            certificate.ExportCertificatePem() + "\n" + key.ExportRSAPrivateKeyPem()
        );

        Assert.True(CertificateFile.TryLoad(new(file), out var loaded, out _));
        // No alternative names: the common name is the server's.
        Assert.Equal(["rsa.test"], loaded.Names);
        Assert.Equal(certificate.Thumbprint, loaded.Thumbprint);
    }

    [Fact]
    public void TryLoad_TooLarge_IsNotRead()
    {
        var file = _files.Write("large.pem", new string('x', CertificateFile.LongestBytes + 1));

        Assert.False(CertificateFile.TryLoad(new(file), out _, out var fault));
        Assert.Contains("at most", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLoad_Pkcs12WithoutKey_SaysSo()
    {
        File.WriteAllBytes(
            _files.File("public.pfx"),
            new X509Certificate2Collection(
                X509CertificateLoader.LoadCertificate(_files.Root.RawData)
            ).Export(X509ContentType.Pkcs12)!
        );

        Assert.False(CertificateFile.TryLoad(new(_files.File("public.pfx")), out _, out var fault));
        Assert.Contains("no private key", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLoadAuthorities_Bundle_IsAllOfThem()
    {
        var file = _files.Write(
            "bundle.pem",
            _files.Root.ExportCertificatePem() + "\n" + _files.Intermediate.ExportCertificatePem()
        );

        Assert.True(CertificateFile.TryLoadAuthorities(file, out var all, out _));
        Assert.Equal(2, all.Count);
    }

    [Theory]
    [InlineData("/f/a.crt,/f/a.key", "/f/a.crt with /f/a.key")]
    [InlineData("/f/a.pem", "/f/a.pem")]
    [InlineData("/f/a.key,/f/b.txt,/f/.hidden.crt", "")]
    [InlineData("/f/b.crt,/f/a.PFX,/f/default.p12", "/f/default.p12;/f/a.PFX;/f/b.crt")]
    [InlineData("/f/a.pfx,/f/a.key", "/f/a.pfx")]
    public void In_Files_ArePairedAndInOrder(string files, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ';',
                CertificateSource.In(files.Split(',')).Select(static one => one.ToString())
            )
        );
}

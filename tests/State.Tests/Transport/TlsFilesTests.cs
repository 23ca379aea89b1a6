using System.Security.Cryptography.X509Certificates;
using LbPlatform.State.Model;
using LbPlatform.State.Transport;

namespace LbPlatform.State.Tests.Transport;

public sealed class TlsFilesTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly TlsFiles _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Authorities_FileChanges_AreReadAgain()
    {
        var file = Write("ca.pem", _authority.Pem);
        var tls = new BackendTls { CaFile = file };
        using var other = new TestAuthority("Other");

        var first = _files.Authorities(tls);
        Assert.Same(first, _files.Authorities(tls));
        Write("ca.pem", _authority.Pem + "\n" + other.Pem);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Single(first!);
        Assert.Equal(2, _files.Authorities(tls)!.Count);
        Assert.Null(_files.Authorities(new()));
    }

    [Fact]
    public void ClientCertificate_InOneFileOrTwo_IsAPair()
    {
        using var pair = _authority.Issue(["client"]);
        var (certificate, key) = TestAuthority.Save(pair, _directory.Path);
        var both = Write("both.pem", File.ReadAllText(certificate) + "\n" + File.ReadAllText(key));

        var two = _files.ClientCertificate(
            new() { ClientCertificateFile = certificate, ClientKeyFile = key }
        );
        var one = _files.ClientCertificate(new() { ClientCertificateFile = both });

        Assert.True(two!.TargetCertificate.HasPrivateKey);
        Assert.Equal(pair.Thumbprint, one!.TargetCertificate.Thumbprint);
        Assert.Null(_files.ClientCertificate(new()));
    }

    [Fact]
    public void Files_Unusable_AreNamedWithTheRemedy()
    {
        using var pair = _authority.Issue(["client"]);
        using var stranger = _authority.Issue(["stranger"]);
        var (certificate, _) = TestAuthority.Save(pair, _directory.Path);
        using var key = stranger.GetECDsaPrivateKey();
        var wrongKey = Write("wrong.pem", key!.ExportPkcs8PrivateKeyPem());
        var text = Write("text.pem", "hello");

        Refuses(new() { CaFile = "/none/ca.pem" }, "/none/ca.pem", "cannot be read");
        Refuses(new() { CaFile = text }, text, "no certificate");
        Refuses(
            new() { ClientCertificateFile = certificate, ClientKeyFile = wrongKey },
            wrongKey,
            "no pair"
        );
        Refuses(new() { ClientCertificateFile = certificate }, certificate, "no pair");
    }

    private void Refuses(BackendTls tls, string file, string why)
    {
        var refusal = Assert.Throws<TlsFileException>(() =>
            (object?)_files.ClientCertificate(tls) ?? _files.Authorities(tls)!
        );
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_directory.Path, name);
        File.WriteAllText(file, text);
        return file;
    }
}

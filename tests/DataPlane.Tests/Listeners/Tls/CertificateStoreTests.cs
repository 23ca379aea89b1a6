using System.Security.Cryptography.X509Certificates;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

public sealed class CertificateStoreTests : IDisposable
{
    private readonly TestCertificates _files = new();
    private readonly List<string> _faults = [];

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Open_Folder_TakesPairsAndPkcs12AndPutsDefaultFirst()
    {
        _files.WritePem("f/a", _files.Server("a.test"));
        _files.WritePem("f/default", _files.Server("z.test"));
        _files.WritePfx("f/p", _files.Server("p.test"), "");
        var both = _files.Server("both.test");
        _files.Write(
            "f/both.pem",
            _files.Chain(both) + both.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()
        );
        _files.Write("f/readme.txt", "not a certificate");

        var store = OpenFolder();

        Assert.Empty(_faults);
        Assert.Equal(["z.test", "a.test", "both.test", "p.test"], Shown(store));
    }

    [Fact]
    public void Open_Broken_SaysAllAtOnceAndWhatToDo()
    {
        var good = _files.WritePem("good", _files.Server("good.test"));
        var other = _files.WritePem("other", _files.Server("other.test"));
        var listener = Listener.Of(new() { Url = "https://*:1" });

        _ = CertificateStore.Open(
            listener,
            new()
            {
                Certificates =
                [
                    new() { File = _files.File("missing.crt") },
                    new() { File = good },
                    new() { File = good, KeyFile = Path.ChangeExtension(other, ".key") },
                    new() { File = _files.Write("empty.crt", "nothing") },
                    new() { File = _files.WritePfx("locked", _files.Server("l.test"), "secret") },
                ],
                Folder = _files.File("nowhere"),
            },
            _faults
        );

        Assert.Collection(
            _faults,
            fault => Assert.Contains("nowhere cannot be read", fault),
            fault => Assert.Contains("missing.crt cannot be read", fault),
            fault => Assert.Contains("no private key", fault),
            fault => Assert.Contains("good.crt cannot be used", fault),
            fault => Assert.Contains("no certificate in it", fault),
            fault => Assert.Contains("locked.pfx cannot be used", fault)
        );
    }

    [Fact]
    public void Look_NewFileUnchangedForOneLook_IsTakenUpOnce()
    {
        _files.WritePem("f/a", _files.Server("a.test"));
        var store = OpenFolder();

        _files.WritePem("f/b", _files.Server("b.test"));

        Assert.Empty(store.Look());
        Assert.Equal(["a.test"], Shown(store));
        Assert.Equal(CertificateChangeKind.Loaded, Assert.Single(store.Look()).Kind);
        Assert.Equal(["a.test", "b.test"], Shown(store));
        Assert.Empty(store.Look());
    }

    [Fact]
    public void Look_FileIsBeingWritten_WaitsUntilItIsWhole()
    {
        var file = _files.WritePem("f/a", _files.Server("a.test"));
        var store = OpenFolder();
        var next = _files.Server("next.test");
        var text = _files.Chain(next);

        // The whole certificate, and the chain behind it cut off.
        File.WriteAllText(file, text[..(text.Length - 40)]);
        _files.Write("f/a.key", next.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var faults = Looks(store, 4);
        Assert.Equal(["a.test"], Shown(store));
        File.WriteAllText(file, text);
        var loaded = Looks(store, 4);

        Assert.Contains("no complete PEM text", Assert.Single(faults).Text);
        Assert.Equal(CertificateChangeKind.Loaded, Assert.Single(loaded).Kind);
        Assert.Equal(["next.test"], Shown(store));
    }

    [Fact]
    public void Look_KeyOfAnother_KeepsTheOldCertificateAndSaysSoOnce()
    {
        _files.WritePem("f/a", _files.Server("a.test"));
        var store = OpenFolder();

        _files.Write(
            "f/a.key",
            _files.Server("x.test").GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()
        );

        Assert.Equal(CertificateChangeKind.Refused, Assert.Single(Looks(store, 5)).Kind);
        Assert.Equal(["a.test"], Shown(store));
    }

    [Fact]
    public void Look_FileGone_IsShownNoLongerUnlessItIsTheLast()
    {
        _files.WritePem("f/a", _files.Server("a.test"));
        var b = _files.WritePem("f/b", _files.Server("b.test"));
        var store = OpenFolder();

        File.Delete(b);
        Assert.Equal(CertificateChangeKind.Removed, Assert.Single(Looks(store, 4)).Kind);
        Assert.Equal(["a.test"], Shown(store));
        Directory.Delete(_files.File("f"), recursive: true);
        var faults = Looks(store, 4);

        Assert.Contains("cannot be read", Assert.Single(faults).Text);
        Assert.Equal(["a.test"], Shown(store));
    }

    [Fact]
    public void Look_LinkIsTurned_TakesUpWhatItPointsTo()
    {
        // As Kubernetes swaps a secret: the file is a link through a folder that is a link.
        _files.WritePem("v1/tls", _files.Server("one.test"));
        _files.WritePem("v2/tls", _files.Server("two.test"));
        Directory.CreateSymbolicLink(_files.File("data"), _files.File("v1"));
        Directory.CreateDirectory(_files.File("f"));
        foreach (var name in (string[])["tls.crt", "tls.key"])
        {
            File.CreateSymbolicLink(_files.File($"f/{name}"), _files.File($"data/{name}"));
        }

        var store = OpenFolder();
        Directory.Delete(_files.File("data"));
        Directory.CreateSymbolicLink(_files.File("data"), _files.File("v2"));

        Assert.Single(Looks(store, 3));
        Assert.Equal(["two.test"], Shown(store));
    }

    private static List<CertificateChange> Looks(CertificateStore store, int count) =>
        [.. Enumerable.Range(0, count).SelectMany(_ => store.Look())];

    private static IEnumerable<string> Shown(CertificateStore store) =>
        store.Handshakes.Certificates.All.Select(static one => one.Names[0]);

    private CertificateStore OpenFolder() =>
        CertificateStore.Open(
            Listener.Of(new() { Url = "https://*:1" }),
            new() { Folder = _files.File("f") },
            _faults
        );
}

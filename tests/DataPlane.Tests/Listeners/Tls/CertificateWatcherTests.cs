using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

public sealed class CertificateWatcherTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private readonly TestCertificates _files = new();
    private readonly LogLines _log = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose()
    {
        _files.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task NewCertificate_OpenConnections_GoOnAndNewOnesSeeIt()
    {
        var port = FreePort.Next();
        _files.WritePem("f/a", _files.Server("old.test"));
        await using var origin = new Origin();
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"https://127.0.0.1:{port}",
                "--DataPlane:Listeners:0:Tls:Folder",
                _files.File("f"),
            ],
            origin
        );
        using var old = await TlsClient.ConnectAsync(port, "a.test");
        await old.SendAsync(Get);

        _files.WritePem("f/a", _files.Server("new.test"));
        await Eventually.HoldsAsync(() => plane.Log.Count(4120) == 1, "it is taken up");
        using var fresh = await TlsClient.ConnectAsync(port, "a.test");

        Assert.Equal("CN=new.test", fresh.Shown.Subject);
        Assert.Equal("origin", (await old.SendAsync(Get)).Body);
        Assert.Equal("CN=old.test", old.Shown.Subject);
    }

    [Fact]
    public void Look_TimePasses_WarnsOnceAtEachThresholdAndThenSaysThatItHasExpired()
    {
        var certificate = _files.Server(40, "a.test");
        _files.WritePem("f/a", certificate);
        var watcher = Watch();
        List<int> warnings = [];

        foreach (var left in (double[])[40, 29, 28, 13.5, 7, 6, 0.5, -1, -2])
        {
            GoTo(certificate.NotAfter.ToUniversalTime() - TimeSpan.FromDays(left));
            watcher.Look();
            warnings.Add(_log.Count(4123));
        }

        Assert.Equal([0, 1, 1, 2, 3, 3, 4, 4, 4], warnings);
        Assert.Contains("expires in 29 days", _log.Of(4123)[0], StringComparison.Ordinal);
        Assert.Single(_log.Of(4124));
    }

    [Fact]
    public void Look_RenewedInTime_SaysNothingMore()
    {
        var certificate = _files.Server(40, "a.test");
        _files.WritePem("f/a", certificate);
        var watcher = Watch();
        GoTo(certificate.NotAfter.ToUniversalTime() - TimeSpan.FromDays(20));
        watcher.Look();

        _files.WritePem("f/a", _files.Server(400, "a.test"));
        watcher.Look();
        watcher.Look();
        _time.Advance(TimeSpan.FromDays(30));
        watcher.Look();

        Assert.Single(_log.Of(4123));
        Assert.Empty(_log.Of(4124));
    }

    private void GoTo(DateTime then) => _time.Advance(then - _time.GetUtcNow().UtcDateTime);

    private CertificateWatcher Watch()
    {
        GoTo(TimeProvider.System.GetUtcNow().UtcDateTime);
        var options = new DataPlaneOptions
        {
            Listeners =
            [
                new()
                {
                    Url = "https://*:1",
                    Tls = new() { Folder = _files.File("f") },
                },
            ],
        };
        var loggers = LoggerFactory.Create(builder => builder.AddProvider(_log));
        return new(
            new CertificateStores(Options.Create(options)),
            _time,
            loggers.CreateLogger<CertificateWatcher>()
        );
    }
}

namespace LbPlatform.Platform.Tests;

/// <summary>Two data planes on one port are replaced in turn, and no client notices.</summary>
public sealed class ReplacementTests : IAsyncLifetime
{
    private EchoServer _server = null!;
    private PlatformUnderTest _platform = null!;

    public async Task InitializeAsync()
    {
        _server = await EchoServer.StartAsync("e1");
        _platform = await PlatformUnderTest.StartAsync("--DataPlane:ReusePort=true");
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task DataPlanes_ReplacedInTurn_NoRequestFails()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await _platform.AddBackendAsync(_server.Url, "e1");
        await using var connecting = StrictLoad.Start(
            _platform.TrafficPort,
            clients: 4,
            isKeptAlive: false
        );
        await using var connected = StrictLoad.Start(
            _platform.TrafficPort,
            clients: 4,
            isKeptAlive: true
        );
        var process = _platform.DataPlane;
        List<RealProcess> started = [];
        try
        {
            for (var round = 0; round < 3; round++)
            {
                var next = await StartAsync();
                started.Add(next);
                await AnswersAsync(connecting, connected);
                process.Signal("TERM");
                Assert.Equal(0, await process.ExitAsync());
                await AnswersAsync(connecting, connected);
                process = next;
            }

            Assert.Equal([], await connecting.StopAsync());
            Assert.Equal([], await connected.StopAsync());
        }
        finally
        {
            foreach (var one in started)
            {
                await one.DisposeAsync();
            }
        }
    }

    private static async Task AnswersAsync(StrictLoad connecting, StrictLoad connected)
    {
        await connecting.AnswersAsync(100);
        await connected.AnswersAsync(100);
    }

    private async Task<RealProcess> StartAsync()
    {
        var adminPort = FreePort.Next();
        var process = RealProcess.Start(
            Repository.Program("DataPlane"),
            [
                $"--Store:Directory={_platform.Directory}",
                $"--DataPlane:Url=http://127.0.0.1:{_platform.TrafficPort}",
                $"--DataPlane:AdminUrl=http://127.0.0.1:{adminPort}",
                $"--DataPlane:ControlPlaneUrl=http://127.0.0.1:{_platform.ApiPort}",
                "--DataPlane:ReusePort=true",
            ]
        );
        await Ready.WaitAsync(adminPort, process);
        return process;
    }
}

namespace LbPlatform.Platform.Tests;

/// <summary>`./lb up` as a person starts it: S8, S10 and what keeps it from starting.</summary>
public sealed class UpTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly int _traffic = FreePort.Next();
    private readonly int _control = FreePort.Next();
    private readonly int _admin = FreePort.Next();
    private readonly int _pollerAdmin = FreePort.Next();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Up_Servers_AreSeededAndServedAndInterruptStopsEverything()
    {
        await using var server = await EchoServer.StartAsync("e1");
        await using var lb = Up(
            $"--servers=localhost:{server.Port}",
            "--interval=2s",
            "--health-path=/ping"
        );
        await lb.SaysAsync("is ready after");

        using (var client = new HttpClient())
        {
            Assert.Contains(
                "Hello from e1",
                await client.GetStringAsync(new Uri($"http://localhost:{_traffic}/"))
            );
            var settings = await client.GetStringAsync(
                new Uri($"http://localhost:{_control}/settings")
            );
            Assert.Contains("\"interval\":\"2s\"", settings);
            Assert.Contains("\"path\":\"/ping\"", settings);
        }

        lb.Signal("INT");

        Assert.Equal(0, await lb.ExitAsync());
        Assert.Contains(
            lb.Lines,
            static line => line.Contains("Shutting down", StringComparison.Ordinal)
        );
        Assert.Contains(
            lb.Lines,
            static line => line.Contains("Shutdown complete", StringComparison.Ordinal)
        );
        await NothingListensAsync();
    }

    [Fact]
    public async Task S10_InterruptWithARequestInFlight_TheRequestEnds()
    {
        await using var server = await EchoServer.StartAsync("e1");
        await using var lb = Up($"--servers=localhost:{server.Port}");
        await lb.SaysAsync("is ready after");
        using var client = new HttpClient();
        using var slower = await client.PostAsync(
            new Uri($"{server.Url}/_demo/delay?ms=1500"),
            null
        );
        slower.EnsureSuccessStatusCode();
        var inFlight = client.GetStringAsync(new Uri($"http://localhost:{_traffic}/slow"));
        await Eventually.HoldsAsync(
            async () =>
                (
                    await Shell.RunAsync(
                        $"ss -Htn state established '( dport = :{server.Port} )' | wc -l"
                    )
                ).Output.Trim() != "0",
            "the request has reached the backend"
        );

        lb.Signal("INT");

        Assert.Contains("Hello from e1", await inFlight);
        Assert.Equal(0, await lb.ExitAsync());
    }

    [Fact]
    public async Task Up_ChildKilled_IsStartedAgainAndSaidSo()
    {
        await using var lb = Up();
        await lb.SaysAsync("is ready after");
        var (_, pid) = await Shell.RunAsync(
            $"pgrep -f 'LbPlatform.Polle[r].*{_pollerAdmin}' | head -1"
        );

        await Shell.RunAsync($"kill -9 {pid}");

        await Eventually.HoldsAsync(
            async () =>
            {
                var (_, again) = await Shell.RunAsync(
                    $"pgrep -f 'LbPlatform.Polle[r].*{_pollerAdmin}' | head -1"
                );
                return again.Length > 0 && again != pid;
            },
            "the poller runs again"
        );
        Assert.Contains(lb.Lines, static line => line.Contains("137", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Up_Killed_LeavesNothingRunning()
    {
        await using var lb = Up();
        await lb.SaysAsync("is ready after");

        lb.KillNow();

        await NothingListensAsync();
    }

    [Fact]
    public async Task Up_PortTaken_SaysSoInOneLine()
    {
        using var taken = new System.Net.Sockets.TcpListener(
            System.Net.IPAddress.Loopback,
            _traffic
        );
        taken.Start();
        await using var lb = Up();

        Assert.Equal(1, await lb.ExitAsync());
        Assert.Contains(
            lb.Lines,
            line => line.Contains($"Port {_traffic} is in use", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            lb.Lines,
            static line => line.Contains("   at ", StringComparison.Ordinal)
        );
    }

    private RealProcess Up(params string[] options) =>
        RealProcess.Start(
            Repository.Program("Cli"),
            [
                "up",
                $"--data={_directory.Path}",
                $"--port={_traffic}",
                $"--control-port={_control}",
                $"--admin-port={_admin}",
                $"--poller-port={_pollerAdmin}",
                .. options,
            ]
        );

    private Task NothingListensAsync() =>
        Eventually.HoldsAsync(
            async () =>
            {
                var ports = string.Join('|', _traffic, _control, _admin, _pollerAdmin);
                var (_, listening) = await Shell.RunAsync(
                    $"ss -Hltn | grep -E ':({ports}) ' | wc -l"
                );
                return listening.Trim() == "0";
            },
            "nothing listens any more"
        );
}

namespace LbPlatform.Cli.Tests.Demo;

public sealed class DemoCommandTests
{
    private readonly HttpClient _client = new();
    private readonly int _first = FreePort.Next();
    private readonly int _second = FreePort.Next();

    private string Ports => $"{_first},{_second}";

    // Ports are sorted, so the lower one is demo-1.
    private int Lower => Math.Min(_first, _second);

    [Fact]
    public async Task Backends_Interrupted_StopInOrderWithExitCodeZero()
    {
        using var lb = RunningCommand.Start(null, "demo", "backends", "--ports", Ports);
        await lb.PrintsAsync("  demo-2  http://localhost:");

        var greeting = await _client.GetStringAsync($"http://localhost:{Lower}/any/path");
        lb.Signal("INT");

        Assert.Equal($"Hello from demo-1 (:{Lower})\n", greeting);
        Assert.Equal(0, await lb.ExitAsync());
        Assert.Contains("demo-1 stopped", lb.Output);
        Assert.Contains("lb     | everything has stopped", lb.Error);
        Assert.Empty(Children());
    }

    [Fact]
    public async Task Backends_OneCtrlCArrivesTwice_StillStopInOrder()
    {
        using var lb = RunningCommand.Start(null, "demo", "backends", "--ports", Ports);
        await lb.PrintsAsync("  demo-2  http://localhost:");

        lb.Signal("INT");
        lb.Signal("INT");

        Assert.Equal(0, await lb.ExitAsync());
        Assert.Contains("demo-2 stopped", lb.Output);
        Assert.DoesNotContain("is killed", lb.Error);
    }

    [Fact]
    public async Task Backends_TerminalSendsCtrlCToAll_ChildrenLeaveItToTheSupervisor()
    {
        using var lb = RunningCommand.Start(null, "demo", "backends", "--ports", Ports);
        await lb.PrintsAsync("  demo-2  http://localhost:");

        foreach (var child in Children())
        {
            Signals.Send(child, "INT");
        }

        Assert.Equal("ok\n", await _client.GetStringAsync($"http://localhost:{Lower}/ping"));
        lb.Signal("TERM");
        Assert.Equal(0, await lb.ExitAsync());
        Assert.DoesNotContain("ended with exit code", lb.Error);
    }

    [Fact]
    public async Task Backends_ChildKilled_IsStartedAgainAndSaidSo()
    {
        using var lb = RunningCommand.Start(null, "demo", "backends", "--ports", Ports);
        await lb.PrintsAsync("  demo-2  http://localhost:");

        Signals.Send(Assert.Single(Signals.Find("--port", $"{Lower}")), "KILL");

        await lb.SaysAsync(
            "demo-1 ended with exit code 137 (killed) and is started again in 0.5 s"
        );
        await Eventually.HoldsAsync(
            () => lb.Error.Split("demo-1 is ready").Length == 3,
            "demo-1 is ready a second time"
        );
        Assert.Equal("ok\n", await _client.GetStringAsync($"http://localhost:{Lower}/ping"));
        lb.Signal("TERM");
        Assert.Equal(0, await lb.ExitAsync());
    }

    [Fact]
    public async Task Backends_SupervisorKilled_LeaveNothingBehind()
    {
        using var lb = RunningCommand.Start(null, "demo", "backends", "--ports", Ports);
        await lb.PrintsAsync("  demo-2  http://localhost:");
        Assert.Equal(2, Children().Count);

        lb.Signal("KILL");

        await Eventually.HoldsAsync(() => Children().Count == 0, "no child is left");
    }

    [Fact]
    public async Task Backends_PortTaken_OneLineNamesTheOwner()
    {
        using var first = RunningCommand.Start(null, "demo", "backends", "--ports", $"{Lower}");
        await first.PrintsAsync("  demo-1  http://localhost:");
        var owner = Assert.Single(Signals.Find("--port", $"{Lower}"));

        using var second = RunningCommand.Start(null, "demo", "backends", "--ports", $"{Lower}");

        Assert.Equal(1, await second.ExitAsync());
        Assert.StartsWith(
            $"Port {Lower} is in use by pid {owner} (LbPlatform.EchoBackend). Start with --ports ",
            second.Error
        );
        Assert.Single(second.Error.Split('\n'));
    }

    private List<int> Children() =>
        [.. Signals.Find("--port", $"{_first}"), .. Signals.Find("--port", $"{_second}")];
}

using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Supervision;
using LbPlatform.Cli.Terminal;

namespace LbPlatform.Cli.Tests.Supervision;

public sealed class SupervisorTests : IAsyncLifetime
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly LineQueue _lines;
    private readonly Supervisor _supervisor;
    private readonly int _port = FreePort.Next();
    private readonly int _secondPort = FreePort.Next();

    public SupervisorTests()
    {
        _lines = new LineQueue(
            TextWriter.Synchronized(_output),
            TextWriter.Synchronized(_error),
            new LinePrefix(["child", "other"], isColoured: false),
            TimeProvider.System
        );
        _supervisor = new Supervisor(ProgramFiles.Dotnet, _lines, TimeProvider.System);
    }

    private ChildPlan Child =>
        new()
        {
            Name = "child",
            Assembly = ProgramFiles.OfProcess().AssemblyOf(ProgramFiles.EchoBackend),
            Arguments = ["--port", $"{_port}", "--name", "child"],
            Ready = new Uri($"http://127.0.0.1:{_port}/readyz"),
            StopStage = 0,
        };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        await _lines.DisposeAsync();
    }

    [Fact]
    public async Task Stop_ChildDoesNotListen_IsKilledAfterItsBound()
    {
        // Not told that it is supervised, it does not notice the end of its input.
        var child = Child with
        {
            StopWithin = TimeSpan.FromMilliseconds(200),
        };
        Assert.Empty(await _supervisor.StartAsync([child], CancellationToken.None));

        await _supervisor.StopAsync(CancellationToken.None);

        Assert.Empty(Signals.Find("--port", $"{_port}"));
        await SaysAsync("child did not stop within 0.2 s and is killed");
    }

    [Fact]
    public async Task Stop_AtOnce_WaitsForNobody()
    {
        Assert.Empty(await _supervisor.StartAsync([Child], CancellationToken.None));
        using var atOnce = new CancellationTokenSource();
        var stopping = _supervisor.StopAsync(atOnce.Token);
        Assert.False(stopping.IsCompleted);

        await atOnce.CancelAsync();

        await stopping;
        Assert.Empty(Signals.Find("--port", $"{_port}"));
        await SaysAsync("child is killed");
    }

    [Fact]
    public async Task Start_ChildNeverReady_SaysWhy()
    {
        var nowhere = FreePort.Next();
        var child = Child with
        {
            Ready = new Uri($"http://127.0.0.1:{nowhere}/readyz"),
            StartWithin = TimeSpan.FromMilliseconds(100),
        };

        var reason = Assert.Single(await _supervisor.StartAsync([child], CancellationToken.None));

        Assert.StartsWith(
            $"child is not ready after 0.1 s: http://127.0.0.1:{nowhere}/readyz does not answer: ",
            reason
        );
    }

    [Fact]
    public async Task Start_ChildCannotStart_IsGivenUpWithItsOwnWords()
    {
        var child = Child with { Arguments = ["--port", "0"] };

        var reason = Assert.Single(await _supervisor.StartAsync([child], CancellationToken.None));

        Assert.Equal("child cannot start (exit code 1); its lines above say why.", reason);
        await Eventually.HoldsAsync(
            () => $"{_output}".Contains("child | --port 0 is no port; give one from 1 to 65535."),
            "the child's line is handed on"
        );
    }

    [Fact]
    public async Task Stop_DuringBackOff_StartsNothingMore()
    {
        Assert.Empty(await _supervisor.StartAsync([Child], CancellationToken.None));
        Signals.Send(Assert.Single(Signals.Find("--port", $"{_port}")), "KILL");
        await SaysAsync("child ended with exit code 137 (killed) and is started again in 0.5 s");

        await _supervisor.StopAsync(CancellationToken.None);

        Assert.Empty(Signals.Find("--port", $"{_port}"));
    }

    /// <summary>What a terminal or an init system does: one signal to the whole group, which the children obey first.</summary>
    [Fact]
    public async Task Stop_JustAfterAChildWasEndedByTheSameSignal_SaysNothingOfStartingItAgain()
    {
        var first = Child with { StopStage = 0 };
        var second = Child with
        {
            Name = "other",
            StopStage = 1,
            Arguments = ["--port", $"{_secondPort}", "--name", "other"],
            Ready = new Uri($"http://127.0.0.1:{_secondPort}/readyz"),
        };
        Assert.Empty(await _supervisor.StartAsync([first, second], CancellationToken.None));
        foreach (var port in new[] { _port, _secondPort })
        {
            Signals.Send(Assert.Single(Signals.Find("--port", $"{port}")), "TERM");
        }

        await _supervisor.StopAsync(CancellationToken.None);

        Assert.DoesNotContain("started again", $"{_error}");
        Assert.Empty(Signals.Find("--port", $"{_secondPort}"));
    }

    [Fact]
    public async Task Watch_ChildHangs_IsKilledAndStartedAgain()
    {
        var child = Child with { LiveEvery = TimeSpan.FromMilliseconds(20), UnansweredAtMost = 1 };
        Assert.Empty(await _supervisor.StartAsync([child], CancellationToken.None));
        var stuck = Assert.Single(Signals.Find("--port", $"{_port}"));

        Signals.Send(stuck, "STOP");

        await SaysAsync(
            $"child is stuck: 1 questions in a row to {child.Live} stayed without answer"
        );
        await SaysAsync("child ended with exit code 137 (killed) and is started again in 0.5 s");
        await Eventually.HoldsAsync(
            () => Signals.Find("--port", $"{_port}") is [var again] && again != stuck,
            "another is started"
        );
    }

    private Task SaysAsync(string text) =>
        Eventually.HoldsAsync(() => $"{_error}".Contains(text), $"'{text}' is said");
}

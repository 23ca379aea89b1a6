using LbPlatform.Cli.Terminal;

namespace LbPlatform.Cli.Tests.Terminal;

public sealed class LineQueueTests
{
    private static readonly LinePrefix Prefix = new(["child"], isColoured: false);

    [Fact]
    public async Task Lines_GoToTheirWritersInOrder()
    {
        var output = new StringWriter();
        var error = new StringWriter();
        await using (var lines = new LineQueue(output, error, Prefix, TimeProvider.System))
        {
            lines.Pass("child", "one");
            lines.Print("two");
            lines.Say("three");
        }

        Assert.Equal("child | one\ntwo\n", output.ToString());
        Assert.Equal("lb    | three\n", error.ToString());
    }

    [Fact]
    public async Task Pass_TerminalStandsStill_DropsAndCountsInsteadOfWaiting()
    {
        const int TooMany = 5;
        var output = new StuckWriter();
        var error = new StringWriter();
        await using (var lines = new LineQueue(output, error, Prefix, TimeProvider.System))
        {
            lines.Print("stuck");
            await output.Reached;
            for (var n = 0; n < LineQueue.MostWaiting + TooMany; n++)
            {
                lines.Pass("child", "x");
            }

            output.Release();
        }

        Assert.Contains($"{TooMany} lines were dropped", error.ToString());
    }

    [Fact]
    public async Task Dispose_TerminalStandsStill_GivesUpAfterItsBound()
    {
        var time = new ManualTimeProvider();
        var output = new StuckWriter();
        var lines = new LineQueue(output, TextWriter.Null, Prefix, time);
        lines.Print("stuck");
        await output.Reached;

        var disposed = lines.DisposeAsync().AsTask();
        Assert.False(disposed.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        await disposed;
        output.Release();
    }

    private sealed class StuckWriter : StringWriter
    {
        private readonly TaskCompletionSource _reached = new();
        private readonly TaskCompletionSource _released = new();

        public Task Reached => _reached.Task;

        public void Release() => _released.SetResult();

        public override async Task WriteLineAsync(string? value)
        {
            _reached.TrySetResult();
            await _released.Task;
        }
    }
}

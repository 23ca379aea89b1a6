using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Tests.Nodes;

public sealed class AppliedWaitTests
{
    private static readonly Revision Wanted = new(7);

    private readonly ManualTimeProvider _time = new();
    private readonly NodeRegistry _nodes;
    private readonly AppliedWait _wait;

    public AppliedWaitTests()
    {
        _nodes = new NodeRegistry(_time);
        _wait = new AppliedWait(_nodes, _time);
    }

    [Fact]
    public async Task Wait_NoLiveDataPlane_ReturnsAtOnceAndIsNotComplete()
    {
        Report("poller", 1, kind: NodeKind.Poller);
        Report("other-store", 1, store: "another");
        Report("leaving", 1, isStopping: true);

        var applied = await WaitAsync();

        Assert.Empty(applied.Missing);
        Assert.False(applied.IsComplete);
    }

    [Fact]
    public async Task Wait_AllThere_ReturnsAtOnce()
    {
        Report("a", 7);
        Report("b", 8);

        Assert.True((await WaitAsync()).IsComplete);
    }

    [Fact]
    public async Task Wait_OneBehind_EndsWithItsReport()
    {
        Report("a", 7);
        Report("b", 6);
        var waiting = WaitAsync();
        Assert.False(waiting.IsCompleted);
        Report("c", 7);
        Assert.False(waiting.IsCompleted);

        Report("b", 7);

        Assert.True((await waiting).IsComplete);
    }

    [Fact]
    public async Task Wait_NotInTime_NamesWhoIsMissing()
    {
        Report("a", 7);
        Report("b", 6);
        var waiting = WaitAsync();

        _time.Advance(TimeSpan.FromSeconds(3));

        var applied = await waiting;
        Assert.False(applied.IsComplete);
        Assert.Equal("b", Assert.Single(applied.Missing).Report.Id);
    }

    [Fact]
    public async Task Wait_MissingOneDiesOrLeaves_IsWaitedForNoLonger()
    {
        Report("a", 7);
        Report("dies", 6);
        var waiting = WaitAsync(seconds: 60);
        _time.Advance(NodeReporter.DeadAfter / 2);
        Report("a", 7);
        Report("leaves", 6);
        Report("leaves", 6, isStopping: true);
        Assert.False(waiting.IsCompleted);

        _time.Advance(NodeReporter.DeadAfter / 2 + TimeSpan.FromMilliseconds(1));

        Assert.True((await waiting).IsComplete);
    }

    [Fact]
    public async Task Wait_Zero_Asks()
    {
        Report("a", 6);

        Assert.Single((await WaitAsync(seconds: 0)).Missing);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        Report("a", 6);
        using var gone = new CancellationTokenSource();
        var waiting = _wait.WaitAsync("store", Wanted, TimeSpan.FromSeconds(3), gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private Task<Applied> WaitAsync(int seconds = 3) =>
        _wait.WaitAsync("store", Wanted, TimeSpan.FromSeconds(seconds), CancellationToken.None);

    private void Report(
        string id,
        long applied,
        NodeKind kind = NodeKind.DataPlane,
        string store = "store",
        bool isStopping = false
    ) =>
        _nodes.Report(
            new NodeReport
            {
                Id = id,
                Kind = kind,
                Version = "1",
                StartedAt = Some.Instant,
                Urls = [],
                StoreId = store,
                AppliedRevision = applied,
                IsStopping = isStopping,
            }
        );
}

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
        Report("leaving", 1, isStopping: true);

        var applied = await WaitAsync();

        Assert.Empty(applied.Missing);
        Assert.False(applied.IsComplete);
    }

    /// <summary>Its file was replaced, and it has not noticed yet: whatever its number, it does not act on the change.</summary>
    [Fact]
    public async Task Wait_OneFollowsAnotherStore_IsWaitedFor()
    {
        Report("a", 7);
        Report("b", 99, store: "another");
        var waiting = WaitAsync();
        Assert.False(waiting.IsCompleted);

        Report("b", 7);

        Assert.True((await waiting).IsComplete);
    }

    [Fact]
    public async Task Wait_JustStarted_AwaitsTheFirstReportOfOneFromBefore()
    {
        _nodes.Remember([Of("before", 6)]);
        var waiting = WaitAsync(seconds: null);
        _time.Advance(AppliedWait.Unasked);
        Report("other", 7);
        Assert.False(waiting.IsCompleted);

        Report("before", 7);

        Assert.True((await waiting).IsComplete);
    }

    [Fact]
    public async Task Wait_OneFromBeforeNeverReports_EndsWithTheGrace()
    {
        _nodes.Remember([Of("before", 6)]);
        Report("other", 7);
        var waiting = WaitAsync(seconds: null);
        _time.Advance(NodeRegistry.Grace);
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True((await waiting).IsComplete);
        Assert.True((await WaitAsync()).IsComplete);
    }

    [Fact]
    public async Task Wait_AnotherListensInThePlaceOfOneFromBefore_AwaitsOnlyThatOne()
    {
        _nodes.Remember([Of("before", 6, url: "http://*:8080")]);
        var waiting = WaitAsync(seconds: null);

        _nodes.Report(Of("after", 7, url: "http://*:8080"));

        Assert.True((await waiting).IsComplete);
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

    private Task<Applied> WaitAsync(int? seconds = 3) =>
        _wait
            .WaitAsync(
                "store",
                Wanted,
                seconds is { } asked ? TimeSpan.FromSeconds(asked) : null,
                CancellationToken.None
            )
            .WaitAsync(Eventually.Patience);

    private void Report(
        string id,
        long applied,
        NodeKind kind = NodeKind.DataPlane,
        string store = "store",
        bool isStopping = false
    ) => _nodes.Report(Of(id, applied, kind, store, isStopping));

    private static NodeReport Of(
        string id,
        long applied,
        NodeKind kind = NodeKind.DataPlane,
        string store = "store",
        bool isStopping = false,
        string? url = null
    ) =>
        new()
        {
            Id = id,
            Kind = kind,
            Version = "1",
            StartedAt = Some.Instant,
            Urls = url is null ? [] : [url],
            StoreId = store,
            AppliedRevision = applied,
            IsStopping = isStopping,
        };
}

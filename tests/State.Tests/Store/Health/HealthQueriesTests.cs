using LbPlatform.State.Health;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;

namespace LbPlatform.State.Tests.Store.Health;

public sealed class HealthQueriesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HealthStore _store;
    private readonly HealthQueries _queries;

    public HealthQueriesTests()
    {
        HealthSchema.Migrate(Options);
        _store = new HealthStore(Options);
        _queries = new HealthQueries(Options);
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void ReadCurrent_Judged_HasTheLastProbeAndTheReasonOfTheVerdict()
    {
        var refused = Result("id-1", 0, ProbeOutcome.Refused, "connection refused");
        var late = Result("id-1", 1, ProbeOutcome.Timeout, "no answer");
        Write(
            [refused, late],
            [new("id-1", refused.CheckedAt, HealthStatus.Healthy, HealthStatus.Unhealthy, refused)],
            new BackendHealth
            {
                BackendId = "id-1",
                Status = HealthStatus.Unhealthy,
                Since = refused.CheckedAt,
                LastProbe = late,
            }
        );

        var health = _queries.ReadCurrent(["id-1", "other"])["id-1"];

        Assert.Equal(HealthStatus.Unhealthy, health.Current.Status);
        Assert.Equal(refused.CheckedAt, health.Current.Since);
        Assert.Equal(late, health.Current.LastProbe);
        Assert.Equal(ProbeOutcome.Refused, health.Reason);
        Assert.Equal("connection refused", health.Detail);
        Assert.Single(_queries.ReadCurrent(null));
        Assert.Empty(_queries.ReadCurrent(["other"]));
    }

    [Fact]
    public void ReadProbes_Pages_VisitEachOnceNewestFirstAlsoAtTheSameTime()
    {
        var results = Enumerable
            .Range(0, 7)
            .Select(n => Result("id-1", n / 3, ProbeOutcome.Ok, $"{n}"))
            .ToList();
        Write([.. results, Result("id-2", 9, ProbeOutcome.Ok, "another's")], []);

        var read = new List<string?>();
        (DateTimeOffset, long)? before = null;
        while (
            _queries.ReadProbes("id-1", new() { Limit = 2, Before = before }) is { Count: > 0 } page
        )
        {
            read.AddRange(page.Select(static entry => entry.Value.Detail));
            before = (page[^1].Value.CheckedAt, page[^1].Id);
        }

        Assert.Equal(["6", "5", "4", "3", "2", "1", "0"], read);
    }

    [Fact]
    public void ReadProbes_Filters_Narrow()
    {
        Write(
            [
                Result("id-1", 0, ProbeOutcome.Ok, "a"),
                Result("id-1", 1, ProbeOutcome.Refused, "b"),
                Result("id-1", 2, ProbeOutcome.Ok, "c"),
            ],
            []
        );

        Assert.Equal(["b"], Details(new() { Outcome = ProbeOutcome.Refused }));
        Assert.Equal(["c", "b"], Details(new() { From = Some.Instant.AddSeconds(1) }));
        Assert.Equal(["a"], Details(new() { To = Some.Instant.AddSeconds(1) }));
    }

    [Fact]
    public void ReadTransitions_Flips_NewestFirstWithTheirReason()
    {
        var down = Result("id-1", 0, ProbeOutcome.Status, "500");
        var up = Result("id-1", 1, ProbeOutcome.Ok, null);
        HealthTransition[] flips =
        [
            new("id-1", down.CheckedAt, HealthStatus.Healthy, HealthStatus.Unhealthy, down),
            new("id-1", up.CheckedAt, HealthStatus.Unhealthy, HealthStatus.Healthy, up),
        ];
        Write([], flips);

        Assert.Equal(
            flips.Reverse(),
            _queries.ReadTransitions("id-1", new()).Select(static entry => entry.Value)
        );
    }

    [Fact]
    public void Read_FileGone_SaysSo()
    {
        _store.Dispose();
        File.Delete(Options.HealthFile);

        Assert.Throws<StoreUnavailableException>(() => _queries.ReadCurrent(null));
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    private IEnumerable<string?> Details(HistoryQuery query) =>
        _queries.ReadProbes("id-1", query).Select(static entry => entry.Value.Detail);

    private void Write(
        IReadOnlyList<ProbeResult> results,
        IReadOnlyList<HealthTransition> transitions,
        params BackendHealth[] current
    ) =>
        _store.Write(
            new()
            {
                Probed =
                [
                    new("id-1", "b1", "default", "http://b1.test"),
                    new("id-2", "b2", "default", "http://b2.test"),
                ],
                Results = results,
                Transitions = transitions,
                Current = current,
            }
        );

    private static ProbeResult Result(
        string id,
        int seconds,
        ProbeOutcome outcome,
        string? detail
    ) =>
        new(
            id,
            Some.Instant.AddSeconds(seconds),
            outcome,
            TimeSpan.FromMilliseconds(1.5),
            Detail: detail
        );
}

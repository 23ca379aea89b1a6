using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class EjectorTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _log = new();
    private readonly EligibilityTable _table;
    private readonly Ejector _ejector;
    private readonly PoolState _pool;

    public EjectorTests()
    {
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(_log));
        _table = new EligibilityTable(loggers.CreateLogger<EligibilityTable>());
        _ejector = new Ejector(_table, _time, loggers.CreateLogger<Ejector>());
        _table.Apply(Some.Snapshot(Some.Backend("a"), Some.Backend("b")));
        _pool = _table.Find(Some.Pool().Id)!;
    }

    public void Dispose() => _ejector.Dispose();

    [Fact]
    public void ConnectFailed_Once_EjectsUntilItsTimeIsOver()
    {
        _ejector.ConnectFailed(_pool, State("a"), "refused");
        Assert.Equal(["b"], Eligible());

        _time.Advance(EjectionRules.Base - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["b"], Eligible());

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a", "b"], Eligible());
        Assert.Equal(
            ["Backend a left out for 2s: refused (1 of 2 left in default)"],
            _log.Of(4022)
        );
        Assert.Equal(["Backend a back in default: its time is over"], _log.Of(4023));
    }

    [Fact]
    public void Answered_FailuresInARow_EjectTheFifthTimeForLongerEachTime()
    {
        for (var n = 0; n < 4; n++)
        {
            _ejector.Answered(_pool, State("a"), 500);
        }

        Assert.Equal(["a", "b"], Eligible());
        _ejector.Answered(_pool, State("a"), 503);
        Assert.Equal(["b"], Eligible());
        Assert.Equal(
            [
                "Backend a left out for 30s: 5 failed answers in a row, the last one 503 (1 of 2 left in default)",
            ],
            _log.Of(4022)
        );

        _time.Advance(TimeSpan.FromSeconds(30));
        for (var n = 0; n < 5; n++)
        {
            _ejector.Answered(_pool, State("a"), 500);
        }

        Assert.Equal(TimeSpan.FromSeconds(60), State("a").LastEjection!.Duration);
    }

    [Fact]
    public void Answered_AGoodOneBetween_BeginsTheRowAnew()
    {
        for (var n = 0; n < 20; n++)
        {
            _ejector.Answered(_pool, State("a"), n % 5 == 4 ? 200 : 500);
        }

        Assert.Equal(["a", "b"], Eligible());
    }

    [Fact]
    public void IsOutlier_HalfIsLeftOut_NoOtherFollows()
    {
        _ejector.IsOutlier(_pool, State("a"), "slow");
        _ejector.IsOutlier(_pool, State("b"), "slow");

        Assert.Equal(["b"], Eligible());
    }

    [Fact]
    public void ConnectFailed_ManyAtOnce_EjectsAndSaysSoOnce()
    {
        Parallel.For(0, 64, _ => _ejector.ConnectFailed(_pool, State("a"), "refused"));

        Assert.Equal(1, _log.Count(4022));
        Assert.Equal(1, State("a").LastEjection!.Count);
    }

    [Fact]
    public void ConnectFailed_LastEligible_Stays()
    {
        _ejector.ConnectFailed(_pool, State("a"), "refused");
        _ejector.ConnectFailed(_pool, State("b"), "refused");

        Assert.Equal(["b"], Eligible());
    }

    [Fact]
    public void Ejected_OthersBecomeUnhealthy_IsTakenAfterAll()
    {
        _ejector.ConnectFailed(_pool, State("a"), "refused");

        _table.Apply(Verdicts("b", HealthStatus.Unhealthy, _time.GetUtcNow()));

        Assert.Equal(["a"], Eligible());
    }

    [Fact]
    public void Broke_ThreeInARow_Ejects()
    {
        _ejector.Broke(_pool, State("a"), "reset");
        _ejector.Broke(_pool, State("a"), "reset");
        State("a").CountAnswer();
        _ejector.Broke(_pool, State("a"), "reset");
        _ejector.Broke(_pool, State("a"), "reset");
        Assert.Equal(["a", "b"], Eligible());

        _ejector.Broke(_pool, State("a"), "reset");
        Assert.Equal(["b"], Eligible());
    }

    [Fact]
    public void Observe_VerdictTurnsGoodLater_EndsItAtOnce()
    {
        var before = Verdicts("a", HealthStatus.Healthy, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _ejector.ConnectFailed(_pool, State("a"), "refused");
        _ejector.Observe(before);
        Assert.Equal(["b"], Eligible());

        _time.Advance(TimeSpan.FromMilliseconds(10));
        _ejector.Observe(Verdicts("a", HealthStatus.Healthy, _time.GetUtcNow()));
        Assert.Equal(["a", "b"], Eligible());

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["Backend a back in default: its probes pass"], _log.Of(4023));
    }

    [Fact]
    public void Return_AfterTheBackendIsGone_IsNotSaid()
    {
        _ejector.ConnectFailed(_pool, State("a"), "refused");
        _table.Apply(Some.Snapshot(Some.Backend("b")) with { Revision = new(2) });

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, _log.Count(4023));
    }

    private BackendState State(string name) => _pool.Eligible.All.Single(b => b.Name == name);

    private IEnumerable<string> Eligible() =>
        _pool
            .Eligible.All.Where((_, at) => _pool.Eligible.At(at) == EligibilityStatus.Eligible)
            .Select(static b => b.Name);

    private static HealthSnapshot Verdicts(
        string name,
        HealthStatus status,
        DateTimeOffset since
    ) =>
        HealthSnapshot.Empty with
        {
            Verdicts = ImmutableDictionary<string, Verdict>.Empty.Add(
                Some.Backend(name).Id,
                new Verdict(status, since, ProbeOutcome.Ok, null)
            ),
        };
}

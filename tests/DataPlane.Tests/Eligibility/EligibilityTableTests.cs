using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class EligibilityTableTests
{
    private readonly LogLines _log = new();
    private readonly EligibilityTable _table;

    public EligibilityTableTests()
    {
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(_log));
        _table = new EligibilityTable(loggers.CreateLogger<EligibilityTable>());
    }

    [Fact]
    public void Apply_Configuration_KeepsTheOrderOfMaking()
    {
        _table.Apply(
            Some.Snapshot(
                Some.Backend("c") with
                {
                    CreatedRevision = new(2),
                },
                Some.Backend("a") with
                {
                    CreatedRevision = new(3),
                },
                Some.Backend("b") with
                {
                    CreatedRevision = new(3),
                }
            )
        );

        Assert.Equal(["c", "a", "b"], Default().Eligible.All.Select(static b => b.Name));
    }

    [Fact]
    public void Apply_SameBackend_KeepsItsStateAndTakesItsWish()
    {
        _table.Apply(Some.Snapshot(Some.Backend("a")));
        var state = Default().Eligible.All[0];

        _table.Apply(
            Some.Snapshot(
                Some.Backend("a") with
                {
                    AdministrativeState = AdministrativeState.Disabled,
                }
            )
        );

        Assert.Same(state, Default().Eligible.All[0]);
        Assert.Equal(EligibilityStatus.Disabled, Default().Eligible.At(0));
    }

    [Fact]
    public void Apply_AnotherUrl_IsAnotherBackend()
    {
        _table.Apply(Some.Snapshot(Some.Backend("a", url: "http://one")));
        var state = Default().Eligible.All[0];

        _table.Apply(Some.Snapshot(Some.Backend("a", url: "http://two")));

        Assert.NotSame(state, Default().Eligible.All[0]);
    }

    [Fact]
    public void Apply_Verdict_TouchesItsPoolOnly()
    {
        _table.Apply(
            Some.Snapshot(Some.Backend("a"), Some.Backend("x", "other")) with
            {
                Pools = ResourceSet<Pool>.Of([Some.Pool(), Some.Pool("other")]),
            }
        );
        var (one, other) = (Default().Eligible, Find("other").Eligible);

        _table.Apply(Unhealthy("x"));

        Assert.Same(one, Default().Eligible);
        Assert.NotSame(other, Find("other").Eligible);
        Assert.Equal(0, Find("other").Eligible.Count);
    }

    [Fact]
    public void Apply_VerdictBeforeConfiguration_Holds()
    {
        _table.Apply(Unhealthy("a"));
        _table.Apply(Some.Snapshot(Some.Backend("a"), Some.Backend("b")));

        Assert.Equal(EligibilityStatus.Unhealthy, Default().Eligible.At(0));
        Assert.Equal(1, Default().Eligible.Count);
    }

    [Fact]
    public void Apply_NobodyLeftAndSomebodyAgain_IsSaidOnceEach()
    {
        _table.Apply(Some.Snapshot(Some.Backend("a")));
        _table.Apply(Unhealthy("a"));
        _table.Apply(Some.Snapshot(Some.Backend("a")));
        _table.Apply(HealthSnapshot.Empty);

        Assert.Equal(
            ["Pool default has no eligible backend (0 of 1): answering 503"],
            _log.Of(4020)
        );
        Assert.Equal(["Pool default serves again: 1 of 1 backends eligible"], _log.Of(4021));
    }

    [Fact]
    public void Retire_PoolGone_OnlyThenIsNotFound()
    {
        _table.Apply(
            Some.Snapshot() with
            {
                Pools = ResourceSet<Pool>.Of([Some.Pool(), Some.Pool("other")]),
            }
        );

        _table.Apply(Some.Snapshot());
        Assert.NotNull(_table.Find(Some.Pool("other").Id));

        _table.Retire(Some.Snapshot());
        Assert.Null(_table.Find(Some.Pool("other").Id));
        Assert.NotNull(_table.Find(Some.Pool().Id));
    }

    private PoolState Default() => Find("default");

    private PoolState Find(string pool) => _table.Find(Some.Pool(pool).Id)!;

    private static HealthSnapshot Unhealthy(string name) =>
        HealthSnapshot.Empty with
        {
            Verdicts = ImmutableDictionary<string, Verdict>.Empty.Add(
                Some.Backend(name).Id,
                new Verdict(HealthStatus.Unhealthy, Some.Instant, ProbeOutcome.Refused, null)
            ),
        };
}

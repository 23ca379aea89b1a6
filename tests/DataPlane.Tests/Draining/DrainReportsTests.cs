using LbPlatform.DataPlane.Draining;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.DataPlane.Tests.Draining;

public sealed class DrainReportsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly EligibilityTable _table;

    public DrainReportsTests() => _table = new(NullLogger<EligibilityTable>.Instance, _time);

    [Fact]
    public void Of_ACountIsToldOnlyOnceItHolds()
    {
        _table.Apply(Some.Snapshot(Draining("a"), Draining("b"), Some.Backend("c")));
        var told = 0;
        foreach (var backend in _table.Pools.Single().Eligible.All)
        {
            backend.Enter();
            if (backend.Wish == AdministrativeState.Draining)
            {
                backend.Draining.Begin(() => told++);
            }
        }

        Assert.Empty(DrainReports.Of(_table.Pools));
        _time.Advance(BackendDraining.Settle);
        Assert.Equal([1, 1], DrainReports.Of(_table.Pools).Select(static one => one.InFlight));

        var first = _table.Pools.Single().Eligible.All.Single(static b => b.Name == "a");
        first.Leave();
        Assert.Equal(1, told);
        // Those with most in flight first: the list is bounded.
        Assert.Equal([1, 0], DrainReports.Of(_table.Pools).Select(static one => one.InFlight));
    }

    private static Backend Draining(string name) =>
        Some.Backend(name) with
        {
            AdministrativeState = AdministrativeState.Draining,
        };
}

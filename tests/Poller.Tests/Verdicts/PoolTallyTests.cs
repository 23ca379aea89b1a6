using LbPlatform.Poller.Verdicts;

namespace LbPlatform.Poller.Tests.Verdicts;

public sealed class PoolTallyTests
{
    private readonly PoolTally _tally = new();

    [Fact]
    public void TakeChanges_LastBackendGoesAndReturns_TellsEachOnce()
    {
        _tally.Reset([("p", true, HealthStatus.Healthy), ("p", true, HealthStatus.Unknown)]);
        Assert.Equal((2, 2), _tally.Of("p"));

        _tally.Flip("p", HealthStatus.Healthy, HealthStatus.Unhealthy);
        Assert.Empty(_tally.TakeChanges());
        _tally.Flip("p", HealthStatus.Unknown, HealthStatus.Unhealthy);
        Assert.Equal([("p", false)], _tally.TakeChanges());
        Assert.Empty(_tally.TakeChanges());
        _tally.Flip("p", HealthStatus.Unhealthy, HealthStatus.Healthy);
        Assert.Equal([("p", true)], _tally.TakeChanges());
        Assert.Equal((1, 2), _tally.Of("p"));
    }

    [Fact]
    public void TakeChanges_OnlyHealthyOneDisabled_TellsThatThePoolIsWithout()
    {
        _tally.Reset([("p", true, HealthStatus.Healthy), ("p", true, HealthStatus.Unhealthy)]);
        Assert.Empty(_tally.TakeChanges());

        _tally.Reset([("p", true, HealthStatus.Unhealthy)]);
        Assert.Equal([("p", false)], _tally.TakeChanges());

        // Draining the last one is the operator's wish.
        _tally.Reset([("p", false, HealthStatus.Unhealthy)]);
        Assert.Equal([("p", true)], _tally.TakeChanges());
    }
}

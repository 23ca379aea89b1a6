using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Tests.Scheduling;

public sealed class ProbeTargetTests
{
    [Fact]
    public void Of_Snapshot_HasAllButDisabledBackends()
    {
        var snapshot = Some.Snapshot(
            Some.Backend("on"),
            Some.Backend("draining") with
            {
                AdministrativeState = AdministrativeState.Draining,
            },
            Some.Backend("off") with
            {
                AdministrativeState = AdministrativeState.Disabled,
            }
        );

        var targets = ProbeTarget.Of(snapshot).ToDictionary(static t => t.Name);

        Assert.Equal(["draining", "on"], targets.Keys.Order());
        Assert.True(targets["on"].TakesTraffic);
        Assert.False(targets["draining"].TakesTraffic);
        Assert.Equal("default", targets["on"].Pool);
    }

    [Fact]
    public void Times_SetInDifferentPlaces_FitEachOther()
    {
        var snapshot = Some.Snapshot(
            Some.Backend("b") with
            {
                Probe = new() { Interval = TimeSpan.FromSeconds(1) },
            }
        );

        var target = ProbeTarget.Of(snapshot).Single();

        Assert.Equal(TimeSpan.FromSeconds(1), target.FastInterval);
        Assert.Equal(TimeSpan.FromSeconds(1), target.Timeout);
    }

    [Fact]
    public void Interval_NonsenseInTheStore_IsTheShortest()
    {
        var snapshot = Some.Snapshot(
            Some.Backend("b") with
            {
                Probe = new() { Interval = TimeSpan.Zero },
            }
        );

        Assert.Equal(ProbeSettings.ShortestTime, ProbeTarget.Of(snapshot).Single().Interval);
    }
}

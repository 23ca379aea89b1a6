using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Model;

public sealed class ProbeSettingsTests
{
    [Fact]
    public void With_BackendOverPoolOverPlatform_TheNearestWins()
    {
        var pool = Some.Pool() with
        {
            Probe = new() { Path = "/pool", Interval = TimeSpan.FromSeconds(30) },
        };
        var backend = Some.Backend("b1") with { Probe = new() { Path = "/backend" } };
        var snapshot = Some.Snapshot(backend) with
        {
            Pools = State.Snapshots.ResourceSet<Pool>.Of([pool]),
            Settings = new()
            {
                Probe = new() { Path = "/platform", Timeout = TimeSpan.FromSeconds(1) },
            },
        };

        var effective = snapshot.ProbeSettingsOf(backend);

        Assert.Equal("/backend", effective.Path);
        Assert.Equal(TimeSpan.FromSeconds(30), effective.Interval);
        Assert.Equal(TimeSpan.FromSeconds(1), effective.Timeout);
        Assert.Equal(3, effective.UnhealthyThreshold);
    }

    [Fact]
    public void With_NoOverrides_IsTheSame()
    {
        var settings = new ProbeSettings();
        Assert.Equal(settings, settings.With(ProbeOverrides.None));
    }
}

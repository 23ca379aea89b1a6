using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Tests.Scheduling;

public sealed class LagWatchTests
{
    private readonly LagWatch _lag = new();
    private readonly ProbeTarget _target = ProbeTarget
        .Of(Some.Snapshot(Some.Backend("b")))
        .Single();

    [Fact]
    public void Started_Late_TellsOnceUntilNothingWaits()
    {
        Assert.False(_lag.Started(Late(5)));
        Assert.False(_lag.NothingWaits());
        Assert.True(_lag.Started(Late(5.1)));
        Assert.False(_lag.Started(Late(7)));
        Assert.Equal(7, _lag.Worst.TotalSeconds);
        Assert.True(_lag.NothingWaits());
        Assert.False(_lag.NothingWaits());
        Assert.True(_lag.Started(Late(6)));
    }

    private ProbeTicket Late(double seconds) =>
        new(_target, TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
}

using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Draining;
using LbPlatform.State.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.ControlPlane.Tests.Draining;

public sealed class DrainRemoverTests
{
    [Fact]
    public async Task RemoveDue_Drained_IsRemoved()
    {
        await using var drain = await DrainFixture.StartAsync(thenRemove: true);
        var remover = Remover(drain);
        drain.Report("a", 1);
        await remover.RemoveDueAsync(default);
        Assert.Single(drain.Store.Current.Backends);

        drain.Report("a", 0);
        await remover.RemoveDueAsync(default);

        Assert.Empty(drain.Store.Current.Backends);
        Assert.Equal("drain", drain.Store.ReadRevisions(null, 1).Single().Actor);
    }

    [Fact]
    public async Task RemoveDue_PastTheDeadline_IsRemovedWhateverIsInFlight()
    {
        await using var drain = await DrainFixture.StartAsync(thenRemove: true);
        drain.Time.Advance(Pool.DefaultDrainTimeout);
        drain.Report("a", 1);

        await Remover(drain).RemoveDueAsync(default);

        Assert.Empty(drain.Store.Current.Backends);
    }

    [Fact]
    public async Task RemoveDue_OneThatOnlyDrains_Stays()
    {
        await using var drain = await DrainFixture.StartAsync();
        drain.Time.Advance(Pool.DefaultDrainTimeout);
        drain.Report("a", 0);

        await Remover(drain).RemoveDueAsync(default);

        Assert.Single(drain.Store.Current.Backends);
    }

    private static DrainRemover Remover(DrainFixture drain) =>
        new(
            drain.Store,
            drain.Views,
            drain.Nodes,
            new ChangeLog(NullLogger<ChangeLog>.Instance),
            drain.Time,
            NullLogger<DrainRemover>.Instance
        );
}

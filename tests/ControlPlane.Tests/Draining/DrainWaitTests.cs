using LbPlatform.ControlPlane.Draining;
using LbPlatform.State.Model;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Tests.Draining;

public sealed class DrainWaitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Wait_TheLastDataPlaneSaysZero_Ends()
    {
        await using var drain = await DrainFixture.StartAsync();
        drain.Report("a", 1);
        drain.Report("b", 0);
        var waiting = Wait(drain);
        Assert.False(waiting.IsCompleted);

        drain.Report("a", 0);

        await waiting.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Wait_TakenBack_Ends()
    {
        await using var drain = await DrainFixture.StartAsync();
        drain.Report("a", 1);
        var waiting = Wait(drain);
        await drain.EditAsync(static draft =>
            draft.Put(
                draft.Snapshot.Backends.Single() with
                {
                    AdministrativeState = AdministrativeState.Enabled,
                }
            )
        );

        drain.Report("a", 1);

        await waiting.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Wait_ADataPlaneDies_IsWaitedForNoLonger()
    {
        await using var drain = await DrainFixture.StartAsync();
        drain.Report("dies", 1);
        drain.Time.Advance(NodeReporter.DeadAfter);
        drain.Report("lives", 0);
        var waiting = Wait(drain);
        await Eventually.HoldsAsync(() => drain.Time.Timers > 0, "it waits");

        drain.Time.Advance(NodeReporter.HeartbeatInterval);

        await waiting.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Wait_TheTimeIsOver_Ends()
    {
        await using var drain = await DrainFixture.StartAsync();
        drain.Report("a", 1);
        var waiting = Wait(drain, TimeSpan.FromMilliseconds(500));
        await Eventually.HoldsAsync(() => drain.Time.Timers > 0, "it waits");

        drain.Time.Advance(TimeSpan.FromMilliseconds(500));

        await waiting.WaitAsync(Eventually.Patience);
    }

    private static Task Wait(DrainFixture drain, TimeSpan? most = null) =>
        new DrainWait(drain.Store, drain.Views, drain.Nodes, drain.Time).WaitAsync(
            drain.BackendId,
            most ?? Minute,
            default
        );
}

using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Brings each new set of verdicts to those who decide who may be chosen.</summary>
internal sealed class HealthSubscriber(
    StoreWatcher<HealthSnapshot> watcher,
    EligibilityTable table,
    Ejector ejector
) : BackgroundService
{
    private readonly TaskCompletionSource _first = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Ends when the first verdicts are known.</summary>
    public Task First => _first.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var health in watcher.FollowAsync(stoppingToken))
        {
            table.Apply(health);
            ejector.Observe(health);
            _first.TrySetResult();
        }
    }
}

using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Draining;

/// <summary>
/// Removes the backends that were to be removed once they are drained, or when their time is over; also those that an earlier
/// run of ControlPlane began with.
/// </summary>
internal sealed partial class DrainRemover(
    ConfigurationStore store,
    DrainViews views,
    NodeRegistry nodes,
    ChangeLog changes,
    TimeProvider time,
    ILogger<DrainRemover> logger
) : BackgroundService
{
    private const string Actor = "drain";

    private bool _isStoreThere = true;

    /// <summary>One look at every backend.</summary>
    public async Task RemoveDueAsync(CancellationToken stop)
    {
        var current = store.Current;
        foreach (var backend in current.Backends.Where(static b => b.Drain is { ThenRemove: true }))
        {
            if (
                backend.Drain is { } drain
                && (
                    drain.Deadline <= time.GetUtcNow()
                    || views.Show(backend, current) is { State: DrainState.Drained }
                )
            )
            {
                var committed = await store.CommitAsync(
                    Actor,
                    draft => DrainEdits.End(draft, backend.Id),
                    dryRun: false,
                    stop
                );
                changes.Write(committed.Changes, Actor);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var news = nodes.Look().News;
            try
            {
                await RemoveDueAsync(stoppingToken);
                _isStoreThere = true;
            }
            catch (Exception failure)
                when (failure is StoreUnavailableException or StoreConflictException)
            {
                if (_isStoreThere)
                {
                    Log.Late(logger, failure.Message);
                }

                _isStoreThere = false;
            }

            try
            {
                await news.WaitAsync(NodeReporter.HeartbeatInterval, time, stoppingToken);
            }
            catch (TimeoutException)
            {
                // A deadline makes no news.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            5045,
            LogLevel.Warning,
            "Backends that are drained stay for now, their removal was not saved: {Reason}"
        )]
        public static partial void Late(ILogger logger, string reason);
    }
}

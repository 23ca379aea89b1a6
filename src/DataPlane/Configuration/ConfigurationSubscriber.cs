using LbPlatform.DataPlane.Draining;
using LbPlatform.State;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>Takes each new snapshot through translation and quarantine to those who serve by it.</summary>
internal sealed partial class ConfigurationSubscriber(
    StoreWatcher<ConfigurationSnapshot> watcher,
    RouteCompiler compiler,
    DrainClock drains,
    AppliedConfiguration applied,
    AppliedListener listener,
    SnapshotProxyConfigProvider provider,
    ILogger<ConfigurationSubscriber> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in watcher.FollowAsync(stoppingToken))
        {
            try
            {
                var translation = await compiler.CompileAsync(snapshot);
                drains.Observe();
                // YARP makes its tables of pools anew for any change: it is asked only where one concerns it.
                if (
                    translation.HasClustersOf(applied.Translation)
                    && translation.HasClustersOf(provider.Published)
                )
                {
                    listener.Activate(translation);
                }
                else
                {
                    provider.Publish(translation);
                }
            }
            catch (Exception failure)
            {
                // Neither may throw; if one does, traffic goes on by the last good configuration.
                Log.Failed(logger, snapshot.Revision, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4013,
            LogLevel.Error,
            "Configuration {Revision} cannot be applied, going on with the last good one"
        )]
        public static partial void Failed(ILogger logger, Revision revision, Exception failure);
    }
}

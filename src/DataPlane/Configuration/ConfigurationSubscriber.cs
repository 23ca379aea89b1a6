using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>Takes each new snapshot through translation and quarantine to those who serve by it.</summary>
internal sealed partial class ConfigurationSubscriber(
    StoreWatcher<ConfigurationSnapshot> watcher,
    Quarantine quarantine,
    EligibilityTable table,
    RoutePlans plans,
    SnapshotProxyConfigProvider provider,
    IOptions<DataPlaneOptions> options,
    ILogger<ConfigurationSubscriber> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in watcher.FollowAsync(stoppingToken))
        {
            try
            {
                var translation = await quarantine.SortOutAsync(
                    ProxyConfigTranslator.Translate(snapshot, options.Value)
                );
                // These first: a route that is in force finds its pool and its plan.
                table.Apply(translation.Usable);
                plans.Apply(translation.Usable);
                provider.Publish(translation);
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

using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// Learns from YARP that traffic follows a revision (or that YARP refused it) and says so: in the log, in /readyz and
/// to ControlPlane, whose caller may be waiting for it.
/// </summary>
internal sealed partial class AppliedListener(
    AppliedConfiguration applied,
    EligibilityTable table,
    RoutePlans plans,
    NodeReporter reporter,
    TimeProvider time,
    ILogger<AppliedListener> logger
) : IConfigChangeListener
{
    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        // Loaded is not yet in force.
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception)
    {
        // The provider only hands over what it holds: it cannot fail.
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        if (proxyConfigs is [SnapshotProxyConfig { Translation: { } translation }])
        {
            Activate(translation);
        }
    }

    /// <summary>Traffic follows <paramref name="translation"/> from now on; YARP has the pools of it already.</summary>
    public void Activate(Translation translation)
    {
        var isFirst = !applied.IsAny;
        var before = applied.Snapshot;
        var quarantinedBefore = applied.Quarantined;
        plans.Swap(translation.Routes);
        applied.Set(translation);
        table.Retire(translation.Usable);
        reporter.Wake();

        Say(isFirst, before, translation.Usable);
        foreach (var row in translation.Quarantined.Except(quarantinedBefore))
        {
            Log.Quarantined(logger, row.Kind, row.Name, row.Reason);
        }
    }

    public void ConfigurationApplyingFailed(
        IReadOnlyList<IProxyConfig> proxyConfigs,
        Exception exception
    ) =>
        Log.Rejected(
            logger,
            proxyConfigs is [{ } refused] ? refused.RevisionId : "?",
            applied.Snapshot.Revision,
            exception.Message
        );

    private void Say(bool isFirst, ConfigurationSnapshot before, ConfigurationSnapshot snapshot)
    {
        if (isFirst)
        {
            // Its age says nothing of how fast changes travel.
            Log.Began(logger, snapshot.Revision, snapshot.Backends.Count);
            return;
        }

        var difference = ConfigurationDifference.Between(before, snapshot);
        Log.Applied(
            logger,
            snapshot.Revision,
            snapshot.Backends.Count,
            difference.Added,
            difference.Removed,
            difference.Changed,
            (long)(time.GetUtcNow() - snapshot.CommittedAt).TotalMilliseconds
        );
    }

    private static partial class Log
    {
        [LoggerMessage(
            4010,
            LogLevel.Information,
            "Configuration {Revision} applied: {Count} backends, +{Added} -{Removed} ~{Changed}, {Ms} ms after commit"
        )]
        public static partial void Applied(
            ILogger logger,
            Revision revision,
            int count,
            int added,
            int removed,
            int changed,
            long ms
        );

        [LoggerMessage(
            4014,
            LogLevel.Information,
            "Configuration {Revision} applied at the start: {Count} backends"
        )]
        public static partial void Began(ILogger logger, Revision revision, int count);

        [LoggerMessage(
            4011,
            LogLevel.Error,
            "Configuration {Revision} rejected, keeping {Previous}: {Reason}"
        )]
        public static partial void Rejected(
            ILogger logger,
            string revision,
            Revision previous,
            string reason
        );

        [LoggerMessage(4012, LogLevel.Warning, "Going on without {Kind} {Name}: {Reason}")]
        public static partial void Quarantined(
            ILogger logger,
            string kind,
            string name,
            string reason
        );
    }
}

using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Verdicts;

/// <summary>Says each change of health once, with its reason.</summary>
/// <param name="logger">Where to.</param>
internal sealed partial class VerdictLog(ILogger<VerdictLog> logger)
{
    /// <summary>What one result changed.</summary>
    public void Observed(
        ProbeTarget target,
        BackendHealth before,
        BackendHealth after,
        ProbeResult result,
        (int Up, int Total) pool
    )
    {
        var outcome = result.Outcome.ToWord();
        var milliseconds = Milliseconds(result.Latency);
        Log.Probed(logger, target.Name, outcome, result.StatusCode, milliseconds);
        switch (before.Status, after.Status)
        {
            case (HealthStatus.Unknown, HealthStatus.Healthy):
                Log.FirstUp(logger, target.Name, outcome, milliseconds);
                break;
            case (_, HealthStatus.Unhealthy) when before.Status != HealthStatus.Unhealthy:
                Log.Down(
                    logger,
                    target.Name,
                    outcome,
                    result.Detail ?? "",
                    pool.Up,
                    pool.Total,
                    target.Pool
                );
                break;
            case (HealthStatus.Unhealthy, HealthStatus.Healthy):
                var downtime = result.CheckedAt - (before.Since ?? result.CheckedAt);
                Log.Up(
                    logger,
                    target.Name,
                    DurationText.Format(downtime),
                    target.Settings.HealthyThreshold
                );
                break;
            case (not HealthStatus.Unhealthy, _)
                when before.Contradictions == 0 && after.Contradictions == 1:
                Log.Failing(
                    logger,
                    target.Name,
                    after.Contradictions,
                    target.Settings.UnhealthyThreshold,
                    outcome,
                    result.Detail ?? "",
                    milliseconds
                );
                break;
            default:
                // The verdict stands, or the count against it goes on: no news.
                break;
        }
    }

    /// <summary>A verdict was taken back.</summary>
    public void Forgotten(string name, HealthTransition flip) =>
        Log.Forgotten(
            logger,
            name,
            flip.From.ToString().ToLowerInvariant(),
            flip.Reason.Detail ?? ""
        );

    /// <summary>A pool lost its last backend, or got its first one back.</summary>
    public void PoolChanged(string pool, bool hasBackend)
    {
        if (hasBackend)
        {
            Log.PoolRecovered(logger, pool);
        }
        else
        {
            Log.PoolDown(logger, pool);
        }
    }

    /// <summary>The poller itself got sick, and why; or well again.</summary>
    public void OwnFaultsChanged(string? fault)
    {
        if (fault is not null)
        {
            Log.Sick(logger, fault);
        }
        else
        {
            Log.Well(logger);
        }
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    private static partial class Log
    {
        [LoggerMessage(
            3000,
            LogLevel.Warning,
            "Backend {Name} is failing ({N}/{Fall}): {Outcome} {Detail} in {Ms} ms"
        )]
        public static partial void Failing(
            ILogger logger,
            string name,
            int n,
            int fall,
            string outcome,
            string detail,
            double ms
        );

        [LoggerMessage(
            3001,
            LogLevel.Error,
            "Backend {Name} is DOWN: {Outcome} {Detail} ({Up} of {Total} left in {Pool})"
        )]
        public static partial void Down(
            ILogger logger,
            string name,
            string outcome,
            string detail,
            int up,
            int total,
            string pool
        );

        [LoggerMessage(
            3002,
            LogLevel.Information,
            "Backend {Name} is UP after {Downtime} ({Checks} good checks)"
        )]
        public static partial void Up(ILogger logger, string name, string downtime, int checks);

        [LoggerMessage(
            3003,
            LogLevel.Critical,
            "Pool {Pool} has no healthy backend: answering 503"
        )]
        public static partial void PoolDown(ILogger logger, string pool);

        [LoggerMessage(3004, LogLevel.Information, "Pool {Pool} has a healthy backend again")]
        public static partial void PoolRecovered(ILogger logger, string pool);

        [LoggerMessage(
            3005,
            LogLevel.Information,
            "Backend {Name} is UP: first probe {Outcome} in {Ms} ms"
        )]
        public static partial void FirstUp(ILogger logger, string name, string outcome, double ms);

        [LoggerMessage(
            3006,
            LogLevel.Information,
            "Backend {Name} is no longer known to be {Status}: {Reason}"
        )]
        public static partial void Forgotten(
            ILogger logger,
            string name,
            string status,
            string reason
        );

        [LoggerMessage(3010, LogLevel.Debug, "Checked {Name}: {Outcome} {Code} in {Ms} ms")]
        public static partial void Probed(
            ILogger logger,
            string name,
            string outcome,
            int? code,
            double ms
        );

        [LoggerMessage(
            3030,
            LogLevel.Error,
            "No backend can be probed, all verdicts stay as they are: {Reason}"
        )]
        public static partial void Sick(ILogger logger, string reason);

        [LoggerMessage(3031, LogLevel.Information, "Backends can be probed again")]
        public static partial void Well(ILogger logger);
    }
}

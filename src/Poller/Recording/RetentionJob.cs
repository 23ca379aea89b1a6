using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;
using Microsoft.Extensions.Options;

namespace LbPlatform.Poller.Recording;

/// <summary>
/// Deletes history that is older than it is to be kept: once a minute, in chunks with a pause after each, so that a
/// flush never waits longer than one chunk takes.
/// </summary>
internal sealed partial class RetentionJob(
    HealthStore store,
    IOptions<PollerOptions> options,
    TimeProvider time,
    ILogger<RetentionJob> logger
) : BackgroundService
{
    /// <summary>Time between two runs.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Most rows of each kind in one transaction: a few milliseconds.</summary>
    public const int MostRowsInAChunk = 500;

    /// <summary>Time left to the flushes after each chunk.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(Period, time);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            await PruneAsync(stoppingToken);
        }
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var keep = options.Value.Retention.ToRetention();
        var pruned = 0L;
        try
        {
            while (store.Prune(keep, time.GetUtcNow(), MostRowsInAChunk) is > 0 and var rows)
            {
                pruned += rows;
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch (StoreUnavailableException failure)
        {
            // The recorder says that the store is gone; the next run makes up for this one.
            Log.Postponed(logger, failure.Message);
        }

        if (pruned > 0)
        {
            Log.Pruned(logger, pruned);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3050, LogLevel.Debug, "Deleted {Rows} rows of old history")]
        public static partial void Pruned(ILogger logger, long rows);

        [LoggerMessage(3051, LogLevel.Debug, "Old history stays for now: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}

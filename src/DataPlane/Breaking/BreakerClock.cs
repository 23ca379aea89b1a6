using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Breaking;

/// <summary>Moves every pool's breaker, by what is counted of its requests anyway, and says what changed.</summary>
internal sealed partial class BreakerClock(
    EligibilityTable table,
    TimeProvider time,
    ILogger<BreakerClock> logger
) : BackgroundService
{
    private const int ServerErrors = 4;

    private readonly long _started = time.GetTimestamp();

    /// <summary>One look at every pool.</summary>
    public void Tick()
    {
        var now = time.GetElapsedTime(_started);
        foreach (var pool in table.Pools)
        {
            var settings = pool.BreakerSettings;
            if (settings.IsOn || pool.Breaker.Phase != BreakerPhase.Closed)
            {
                var (before, after) = pool.Breaker.Tick(settings, now, Count(pool.Counters.Read()));
                Say(pool, settings, before, after);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BreakerRules.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Tick();
        }
    }

    /// <summary>What the breaker and the pool's own limits refused says nothing of the backends.</summary>
    private static BreakerCount Count(PoolCounts counts)
    {
        var refused =
            counts.Errors[(int)ErrorReason.BreakerOpen] + counts.Errors[(int)ErrorReason.PoolBusy];
        return new(counts.Answers.Sum() - refused, counts.Answers[ServerErrors] - refused);
    }

    private void Say(
        PoolState pool,
        BreakerSettings settings,
        BreakerState before,
        BreakerState after
    )
    {
        if (after.Phase == before.Phase)
        {
            return;
        }

        switch (after.Phase)
        {
            case BreakerPhase.Open:
                Log.Opened(
                    logger,
                    pool.Name,
                    DurationText.Format(settings.OpenTime),
                    after.Seen.Failures,
                    after.Seen.Requests
                );
                break;
            case BreakerPhase.Recovering:
                Log.Recovers(logger, pool.Name, DurationText.Format(settings.RecoveryTime));
                break;
            case BreakerPhase.Closed:
                Log.Closed(logger, pool.Name);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(after), after.Phase, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4024,
            LogLevel.Error,
            "Pool {Pool} is not asked for {Duration}: {Failures} of its last {Requests} requests failed"
        )]
        public static partial void Opened(
            ILogger logger,
            string pool,
            string duration,
            long failures,
            long requests
        );

        [LoggerMessage(
            4025,
            LogLevel.Information,
            "Pool {Pool} is asked again, within {Duration} for all requests"
        )]
        public static partial void Recovers(ILogger logger, string pool, string duration);

        [LoggerMessage(4026, LogLevel.Information, "Pool {Pool} gets all of its requests again")]
        public static partial void Closed(ILogger logger, string pool);
    }
}

using System.Collections.Concurrent;
using LbPlatform.DataPlane.Silence;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>
/// Leaves a backend out of its pool from what traffic meets on it, long before the Poller's verdict, and takes it in
/// again: when its time is over, or at once when the verdict turns good.
/// </summary>
internal sealed partial class Ejector(
    EligibilityTable table,
    TimeProvider time,
    ILogger<Ejector> logger
) : IDisposable
{
    private readonly ConcurrentDictionary<BackendState, Ejected> _ejected = new();

    /// <summary>No connection to the backend could be made: nothing was sent, and one such failure is enough.</summary>
    public void ConnectFailed(PoolState pool, BackendState backend, string reason) =>
        Eject(pool, backend, reason);

    /// <summary>The connection broke after the request was sent; may be one request's own fault, three in a row not.</summary>
    public void Broke(PoolState pool, BackendState backend, string reason)
    {
        if (backend.CountBreak() >= EjectionRules.BreaksInARow)
        {
            Eject(pool, backend, $"{reason}, {EjectionRules.BreaksInARow} times in a row");
        }
    }

    /// <summary>The backend answered with <paramref name="status"/>.</summary>
    public void Answered(PoolState pool, BackendState backend, int status)
    {
        if (!OutlierRules.IsFailure(status))
        {
            backend.CountAnswer();
            return;
        }

        var failures = backend.CountFailure();
        if (pool.Ejection.ConsecutiveFailures is > 0 and var limit && failures >= limit)
        {
            IsOutlier(pool, backend, $"{failures} failed answers in a row, the last one {status}");
        }
    }

    /// <summary>The backend answers worse than it should.</summary>
    public void IsOutlier(PoolState pool, BackendState backend, string reason) =>
        Eject(
            pool,
            backend,
            reason,
            EjectionRules.NextOutlier(backend.LastEjection, time.GetUtcNow(), pool.Ejection)
        );

    /// <summary>The backend answers nothing, while others of its pool do; false where it must stay, or is left out already.</summary>
    public bool IsSilent(PoolState pool, BackendState backend, SilenceSample sample) =>
        Eject(
            pool,
            backend,
            $"no answer for {DurationText.Format(pool.Ejection.Silence)} to {sample.Pending.Passed} request{(sample.Pending.Passed == 1 ? "" : "s")}",
            EjectionRules.Next(backend.LastEjection, time.GetUtcNow(), EjectionCause.Silent)
        );

    /// <summary>Verdicts are news; only those on backends left out are looked at.</summary>
    public void Observe(HealthSnapshot health)
    {
        foreach (var (backend, ejected) in _ejected)
        {
            if (
                health.Verdicts.TryGetValue(backend.Id, out var verdict)
                && EjectionRules.IsEndedBy(ejected.Ejection, verdict.Status, verdict.Since)
            )
            {
                Return(backend, ejected, "its probes pass");
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (_, ejected) in _ejected)
        {
            ejected.Timer?.Dispose();
        }
    }

    private void Eject(PoolState pool, BackendState backend, string reason) =>
        Eject(pool, backend, reason, EjectionRules.Next(backend.LastEjection, time.GetUtcNow()));

    private bool Eject(PoolState pool, BackendState backend, string reason, Ejection ejection)
    {
        ejection = ejection with { Reason = reason };
        if (backend.IsEjected || !table.TryEject(pool, backend, ejection))
        {
            return false;
        }

        Log.Ejected(
            logger,
            backend.Name,
            DurationText.Format(ejection.Duration),
            reason,
            pool.Eligible.Count,
            pool.Eligible.All.Length,
            pool.Name
        );
        var ejected = new Ejected(pool, ejection);
        _ejected[backend] = ejected;
        ejected.Timer = time.CreateTimer(
            _ => Return(backend, ejected, "its time is over"),
            null,
            ejection.Duration,
            Timeout.InfiniteTimeSpan
        );
        return true;
    }

    private void Return(BackendState backend, Ejected ejected, string reason)
    {
        if (!table.Return(ejected.Pool, backend, ejected.Ejection))
        {
            return;
        }

        _ejected.TryRemove(new(backend, ejected));
        ejected.Timer?.Dispose();
        if (ejected.Pool.Eligible.All.Contains(backend))
        {
            Log.Returned(logger, backend.Name, ejected.Pool.Name, reason);
        }
    }

    private sealed class Ejected(PoolState pool, Ejection ejection)
    {
        public PoolState Pool => pool;

        public Ejection Ejection => ejection;

        public ITimer? Timer { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4022,
            LogLevel.Warning,
            "Backend {Name} left out for {Duration}: {Reason} ({Eligible} of {Count} left in {Pool})"
        )]
        public static partial void Ejected(
            ILogger logger,
            string name,
            string duration,
            string reason,
            int eligible,
            int count,
            string pool
        );

        [LoggerMessage(4023, LogLevel.Information, "Backend {Name} back in {Pool}: {Reason}")]
        public static partial void Returned(
            ILogger logger,
            string name,
            string pool,
            string reason
        );
    }
}

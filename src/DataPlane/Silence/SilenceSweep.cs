using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Silence;

/// <summary>
/// Looks for backends that have fallen silent, leaves them out and lets the requests that wait there go elsewhere. One timer for
/// all: requests carry none.
/// </summary>
internal sealed class SilenceSweep(EligibilityTable table, Ejector ejector, TimeProvider time)
    : BackgroundService
{
    private long _rolledAt = time.GetTimestamp();

    /// <summary>One look at every pool.</summary>
    public void Sweep()
    {
        var isOver = time.GetElapsedTime(_rolledAt) >= SilenceRules.Window;
        foreach (var pool in table.Pools)
        {
            var silence = pool.Ejection.Silence;
            if (silence > TimeSpan.Zero)
            {
                Sweep(pool, silence);
            }

            foreach (var backend in isOver ? pool.Eligible.All : [])
            {
                backend.RecentAnswers.Roll(backend.Began);
            }
        }

        _rolledAt = isOver ? time.GetTimestamp() : _rolledAt;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SilenceRules.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Sweep();
        }
    }

    private void Sweep(PoolState pool, TimeSpan silence)
    {
        var eligible = pool.Eligible;
        // All but always nobody is quiet, and that is all that a look costs.
        if (eligible.All.Length < 2 || !IsAnyQuiet(eligible, silence))
        {
            return;
        }

        var samples = eligible
            .All.Select((backend, at) => Sample(backend, silence, eligible.At(at)))
            .ToArray();
        foreach (var at in SilenceRules.Find(samples, silence))
        {
            var backend = eligible.All[at];
            if (
                eligible.At(at) != EligibilityStatus.Eligible
                || ejector.IsSilent(pool, backend, samples[at])
            )
            {
                backend.Pending.GiveUp();
            }
        }
    }

    private bool IsAnyQuiet(EligibleBackends eligible, TimeSpan silence)
    {
        foreach (var backend in eligible.All)
        {
            if (
                backend.Pending is { Count: > 0, AnsweredAt: not 0 and var at }
                && time.GetElapsedTime(at) >= silence
            )
            {
                return true;
            }
        }

        return false;
    }

    private SilenceSample Sample(BackendState backend, TimeSpan silence, EligibilityStatus status)
    {
        var pending = backend.Pending;
        var (all, quick) = backend.RecentAnswers.Within(silence);
        return new(
            pending.AnsweredAt == 0 ? null : time.GetElapsedTime(pending.AnsweredAt),
            pending.Look(silence),
            all,
            quick,
            status == EligibilityStatus.Eligible,
            backend.IsOnTrial
        );
    }
}

using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Verdicts;

/// <summary>
/// The rule that makes verdicts of results, after Pingora's observe_health: results that contradict the verdict are
/// counted, one that agrees starts the count anew, and enough of them in a row flip it. Pure.
/// </summary>
internal static class HealthTracker
{
    /// <summary>
    /// The health after <paramref name="result"/>, and the flip if there was one. The first pass of a backend without
    /// a verdict makes it healthy at once; to make it unhealthy takes the threshold. An inconclusive result
    /// changes nothing.
    /// </summary>
    public static (BackendHealth Health, HealthTransition? Flip) Observe(
        BackendHealth health,
        ProbeResult result,
        ProbeSettings settings
    )
    {
        ArgumentNullException.ThrowIfNull(health);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(settings);
        if (result.Outcome.IsInconclusive())
        {
            return (health, null);
        }

        var seen = health with { LastProbe = result };
        return (health.Status, result.Outcome.IsPass()) switch
        {
            (HealthStatus.Unknown, true) => Flip(seen, HealthStatus.Healthy),
            (HealthStatus.Unknown, false) => Count(
                seen,
                settings.UnhealthyThreshold,
                HealthStatus.Unhealthy
            ),
            (HealthStatus.Healthy, true) => (seen with { Contradictions = 0 }, null),
            (HealthStatus.Healthy, false) => Count(
                seen,
                settings.UnhealthyThreshold,
                HealthStatus.Unhealthy
            ),
            (HealthStatus.Unhealthy, true) => Count(
                seen,
                settings.HealthyThreshold,
                HealthStatus.Healthy
            ),
            (HealthStatus.Unhealthy, false) => (seen with { Contradictions = 0 }, null),
            var (status, _) => throw new InvalidOperationException($"{status} is no verdict."),
        };
    }

    /// <summary>
    /// Takes the verdict back because it says nothing of what is there now: another server at another URL, or nobody
    /// looks any more. The transition makes the history say why; there is none where there was no verdict.
    /// </summary>
    public static (BackendHealth Health, HealthTransition? Flip) Forget(
        BackendHealth health,
        DateTimeOffset at,
        string reason
    )
    {
        ArgumentNullException.ThrowIfNull(health);
        var unknown = new BackendHealth { BackendId = health.BackendId };
        return health.Status == HealthStatus.Unknown
            ? (unknown, null)
            : (
                unknown,
                new(
                    health.BackendId,
                    at,
                    health.Status,
                    HealthStatus.Unknown,
                    new(
                        health.BackendId,
                        at,
                        ProbeOutcome.Cancelled,
                        TimeSpan.Zero,
                        Detail: reason.Length > ProbeResult.LongestDetail
                            ? reason[..ProbeResult.LongestDetail]
                            : reason
                    )
                )
            );
    }

    /// <summary>How soon the next result is wanted: at once where it may change the verdict.</summary>
    public static ProbePace PaceOf(BackendHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        return health.Status switch
        {
            HealthStatus.Unknown => ProbePace.Fast,
            _ when health.Contradictions > 0 => ProbePace.Fast,
            HealthStatus.Unhealthy => ProbePace.Unhealthy,
            _ => ProbePace.Steady,
        };
    }

    private static (BackendHealth Health, HealthTransition? Flip) Count(
        BackendHealth seen,
        int threshold,
        HealthStatus to
    )
    {
        var contradictions = seen.Contradictions + 1;
        return contradictions >= threshold
            ? Flip(seen, to)
            : (seen with { Contradictions = contradictions }, null);
    }

    private static (BackendHealth Health, HealthTransition? Flip) Flip(
        BackendHealth seen,
        HealthStatus to
    )
    {
        var reason = seen.LastProbe!;
        return (
            seen with
            {
                Status = to,
                Since = reason.CheckedAt,
                Contradictions = 0,
            },
            new(seen.BackendId, reason.CheckedAt, seen.Status, to, reason)
        );
    }
}

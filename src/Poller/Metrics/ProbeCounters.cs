using LbPlatform.State.Traffic;

namespace LbPlatform.Poller.Metrics;

/// <summary>What probes of one backend came to. One thread counts, others read.</summary>
internal sealed class ProbeCounters
{
    private static readonly ProbeOutcome[] Outcomes = Enum.GetValues<ProbeOutcome>();

    private readonly long[] _outcomes = new long[Outcomes.Length];
    private readonly long[] _latencies = new long[LatencyBuckets.Count];
    private long _ticks;
    private long _toHealthy;
    private long _toUnhealthy;
    private long _checkedAt;
    private volatile HealthStatus _status = HealthStatus.Unknown;

    /// <summary>Its pool's name.</summary>
    public string Pool { get; private set; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The verdict.</summary>
    public HealthStatus Status => _status;

    /// <summary>Probes by outcome; those that happened.</summary>
    public IEnumerable<(ProbeOutcome Outcome, long Count)> ByOutcome =>
        Outcomes
            .Select(outcome => (outcome, Volatile.Read(ref _outcomes[(int)outcome])))
            .Where(static one => one.Item2 > 0 || one.outcome == ProbeOutcome.Ok);

    /// <summary>Probes by the time that they took.</summary>
    public IReadOnlyList<long> Latencies => [.. _latencies];

    /// <summary>That time in sum.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>Flips of the verdict to healthy and to unhealthy.</summary>
    public (long Healthy, long Unhealthy) Flips =>
        (Interlocked.Read(ref _toHealthy), Interlocked.Read(ref _toUnhealthy));

    /// <summary>When the last probe ended, in seconds since 1970; 0 before the first.</summary>
    public double CheckedAt => Interlocked.Read(ref _checkedAt) / 1000.0;

    /// <summary>It is called so from now on.</summary>
    public void Rename(string pool, string name)
    {
        Pool = pool;
        Name = name;
    }

    /// <summary>The verdict from now on.</summary>
    public void Judge(BackendHealth health) => _status = health.Status;

    /// <summary>A probe has ended.</summary>
    public void Count(ProbeResult result, HealthTransition? flip)
    {
        Interlocked.Increment(ref _outcomes[(int)result.Outcome]);
        Interlocked.Increment(ref _latencies[LatencyBuckets.IndexOf(result.Latency.Ticks)]);
        Interlocked.Add(ref _ticks, result.Latency.Ticks);
        Interlocked.Exchange(ref _checkedAt, result.CheckedAt.ToUnixTimeMilliseconds());
        switch (flip?.To)
        {
            case HealthStatus.Healthy:
                Interlocked.Increment(ref _toHealthy);
                break;
            case HealthStatus.Unhealthy:
                Interlocked.Increment(ref _toUnhealthy);
                break;
            default:
                break;
        }
    }
}

using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>
/// What traffic met on one backend since it is known, for metrics and reports. Requests count, whoever shows it reads.
/// </summary>
internal sealed class BackendCounters(TimeProvider time, TrafficHistograms? histograms = null)
{
    private const int ErrorsAt = TrafficCounts.Classes;
    private const int RetriesAt = ErrorsAt + TrafficErrorSlots;
    private const int TicksAt = RetriesAt + 1;
    private const int LatenciesAt = TicksAt + 1;
    private const int TrafficErrorSlots = (int)TrafficError.Error + 1;

    private readonly StripedCounters _counters = new(LatenciesAt + LatencyBuckets.Count);
    private volatile KeyValuePair<string, object?>[] _labels = [];
    private long _unreachable;
    private long _silent;
    private long _outlier;

    /// <summary>When it began to count, UTC.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>What its series are told from others by.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Labels => _labels;

    /// <summary>The names that its series go by from now on.</summary>
    public void Label(string pool, string backend)
    {
        if (
            _labels is not [{ Value: string knownPool }, { Value: string knownBackend }]
            || knownPool != pool
            || knownBackend != backend
        )
        {
            _labels = [new("pool", pool), new("backend", backend)];
        }
    }

    /// <summary>An answer begins to what was asked at that timestamp of the clock.</summary>
    public void Began(long timestamp)
    {
        var ticks = time.GetElapsedTime(timestamp).Ticks;
        _counters.Add(LatenciesAt + LatencyBuckets.IndexOf(ticks), TicksAt, ticks);
        histograms?.Latency(ticks, _labels);
    }

    /// <summary>An attempt ended with a whole answer.</summary>
    public void Answered(int status) =>
        _counters.Add(Math.Clamp(status / 100, 1, TrafficCounts.Classes) - 1);

    /// <summary>An attempt ended without one.</summary>
    public void Failed(TrafficError error) => _counters.Add(ErrorsAt + (int)error);

    /// <summary>What failed here is tried again elsewhere.</summary>
    public void Retried() => _counters.Add(RetriesAt);

    /// <summary>The backend is left out.</summary>
    public void Ejected(EjectionCause cause)
    {
        Interlocked.Increment(ref cause == EjectionCause.Outlier ? ref _outlier : ref _unreachable);
        if (cause == EjectionCause.Silent)
        {
            Interlocked.Increment(ref _silent);
        }
    }

    /// <summary>All of it as it is now.</summary>
    public TrafficCounts Read()
    {
        var sums = _counters.Read();
        return new()
        {
            Answers = sums[..ErrorsAt],
            Errors = sums[ErrorsAt..RetriesAt],
            Retries = sums[RetriesAt],
            LatencyMicroseconds = sums[TicksAt] / TimeSpan.TicksPerMicrosecond,
            Latencies = sums[LatenciesAt..],
            EjectedUnreachable = Interlocked.Read(ref _unreachable),
            EjectedSilent = Interlocked.Read(ref _silent),
            EjectedOutlier = Interlocked.Read(ref _outlier),
        };
    }
}

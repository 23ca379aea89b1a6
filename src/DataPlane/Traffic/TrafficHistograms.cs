using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>
/// The latencies as instruments, for OTLP: it has no histogram that is counted elsewhere. They cost a look where nobody listens;
/// /metrics shows what is counted beside them.
/// </summary>
internal sealed class TrafficHistograms
{
    /// <summary>The time until a backend's answer began.</summary>
    public const string LatencyName = "lb.backend.latency";

    /// <summary>What <see cref="LatencyName"/> measures.</summary>
    public const string LatencyText =
        "From the start of an attempt at a backend to the head of its answer.";

    /// <summary>The time until the client had its answer.</summary>
    public const string DurationName = "lb.pool.request.duration";

    /// <summary>What <see cref="DurationName"/> measures.</summary>
    public const string DurationText =
        "From a request's head to the end of its answer, with all attempts; without switched connections.";

    private readonly Histogram<double> _latency;
    private readonly Histogram<double> _duration;

    public TrafficHistograms(DataPlaneMeter meter)
    {
        var bounds = new List<double>();
        foreach (var bucket in LatencyBuckets.Shown)
        {
            bounds.Add(TimeSpan.FromTicks(LatencyBuckets.Bounds[bucket]).TotalSeconds);
        }

        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds };
        _latency = meter.Meter.CreateHistogram(LatencyName, "s", LatencyText, null, advice);
        _duration = meter.Meter.CreateHistogram(DurationName, "s", DurationText, null, advice);
    }

    /// <summary>A backend's answer began after that many ticks of 100 ns.</summary>
    public void Latency(long ticks, ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        Record(_latency, ticks, labels);

    /// <summary>A request to a pool ended after that many ticks of 100 ns.</summary>
    public void Duration(long ticks, ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        Record(_duration, ticks, labels);

    private static void Record(
        Histogram<double> histogram,
        long ticks,
        ReadOnlySpan<KeyValuePair<string, object?>> labels
    )
    {
        if (histogram.Enabled)
        {
            histogram.Record((double)ticks / TimeSpan.TicksPerSecond, labels);
        }
    }
}

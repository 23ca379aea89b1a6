using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>How long answers took to begin, in milliseconds; absent where none did.</summary>
/// <param name="Count">Answers that began.</param>
/// <param name="MeanMs">Their mean.</param>
/// <param name="P50Ms">Half of them were not slower.</param>
/// <param name="P95Ms">95 % of them were not slower.</param>
/// <param name="P99Ms">99 % of them were not slower.</param>
internal sealed record TrafficLatency(
    long Count,
    double? MeanMs,
    double? P50Ms,
    double? P95Ms,
    double? P99Ms
)
{
    public static TrafficLatency Of(TrafficCounts counts)
    {
        var count = counts.Latencies.Sum();
        return new(
            count,
            count == 0 ? null : Math.Round(counts.LatencyMicroseconds / 1000.0 / count, 3),
            Quantile(counts, 0.50),
            Quantile(counts, 0.95),
            Quantile(counts, 0.99)
        );
    }

    private static double? Quantile(TrafficCounts counts, double share) =>
        LatencyBuckets.Quantile(counts.Latencies, share) is { } latency
            ? Math.Round(latency.TotalMilliseconds, 3)
            : null;
}

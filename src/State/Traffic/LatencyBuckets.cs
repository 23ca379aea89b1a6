namespace LbPlatform.State.Traffic;

/// <summary>
/// The buckets that latencies are counted in, the same in every process and in the store. Six to a factor of ten, so that a
/// percentile that is read from them is never further off than from one bound to the next. Pure.
/// </summary>
public static class LatencyBuckets
{
    /// <summary>How many there are: one for each bound, and one for what took longer than the last.</summary>
    public const int Count = 32;

    private static readonly long[] BoundTicks =
    [
        .. new double[]
        {
            0.5,
            0.75,
            1,
            1.5,
            2,
            3,
            5,
            7.5,
            10,
            15,
            20,
            30,
            50,
            75,
            100,
            150,
            200,
            300,
            500,
            750,
            1_000,
            1_500,
            2_000,
            3_000,
            5_000,
            7_500,
            10_000,
            15_000,
            20_000,
            30_000,
            50_000,
        }.Select(static milliseconds => (long)(milliseconds * TimeSpan.TicksPerMillisecond)),
    ];

    // What Prometheus is shown: each bound costs a series for each backend.
    private static readonly int[] ShownIndexes =
    [
        .. new double[]
        {
            0.5,
            1,
            2,
            5,
            10,
            20,
            50,
            100,
            200,
            500,
            1_000,
            2_000,
            5_000,
            10_000,
            20_000,
            50_000,
        }.Select(static milliseconds =>
            Array.IndexOf(BoundTicks, (long)(milliseconds * TimeSpan.TicksPerMillisecond))
        ),
    ];

    /// <summary>The upper bounds, which belong to their buckets; <see cref="Count"/> less one.</summary>
    public static ReadOnlySpan<long> Bounds => BoundTicks;

    /// <summary>The buckets whose bounds metrics show: 1, 2, 5, 10 and so on.</summary>
    public static ReadOnlySpan<int> Shown => ShownIndexes;

    /// <summary>The bucket of a latency.</summary>
    /// <param name="ticks">The latency, in ticks of 100 ns.</param>
    public static int IndexOf(long ticks)
    {
        var (low, high) = (0, BoundTicks.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (ticks <= BoundTicks[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>
    /// The latency that <paramref name="share"/> (0 to 1) of those counted do not exceed, as if they lay evenly in their bucket;
    /// the last bound where it lies beyond that. <c>null</c> where none were counted.
    /// </summary>
    public static TimeSpan? Quantile(IReadOnlyList<long> counts, double share)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var total = counts.Sum();
        if (total <= 0)
        {
            return null;
        }

        var wanted = Math.Clamp(share, 0, 1) * total;
        var below = 0L;
        for (var bucket = 0; bucket < counts.Count && bucket < BoundTicks.Length; bucket++)
        {
            if (counts[bucket] > 0 && below + counts[bucket] >= wanted)
            {
                var from = bucket == 0 ? 0 : BoundTicks[bucket - 1];
                var within = (wanted - below) / counts[bucket];
                return TimeSpan.FromTicks(from + (long)(within * (BoundTicks[bucket] - from)));
            }

            below += counts[bucket];
        }

        return TimeSpan.FromTicks(BoundTicks[^1]);
    }
}

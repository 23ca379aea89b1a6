namespace LbPlatform.Hosting.Metrics;

/// <summary>
/// A histogram of latencies that something counts itself, in the buckets of <see cref="State.Traffic.LatencyBuckets"/>, and that is
/// read when it is asked for.
/// </summary>
/// <param name="Name">With dots, as instruments are named; the unit is seconds.</param>
/// <param name="Description">What is measured, from when to when.</param>
/// <param name="Read">Every series as it is now.</param>
public sealed record ObservedHistogram(
    string Name,
    string Description,
    Func<IEnumerable<HistogramSeries>> Read
);

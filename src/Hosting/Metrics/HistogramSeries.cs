namespace LbPlatform.Hosting.Metrics;

/// <summary>One series of an <see cref="ObservedHistogram"/>.</summary>
/// <param name="Labels">What tells it from others.</param>
/// <param name="Counts">How many fell into each bucket.</param>
/// <param name="Sum">All of them together.</param>
public sealed record HistogramSeries(
    KeyValuePair<string, object?>[] Labels,
    IReadOnlyList<long> Counts,
    TimeSpan Sum
);

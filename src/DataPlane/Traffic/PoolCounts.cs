using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>What became of the requests to one pool.</summary>
/// <param name="Answers">Requests that were answered, by class of status code, from 1xx on.</param>
/// <param name="Left">Those whose client left before.</param>
/// <param name="Errors">Those that no backend answered whole, by <see cref="ErrorReason"/>.</param>
/// <param name="Durations">The time until answers ended, in the buckets of the latencies.</param>
/// <param name="Total">The sum of those times.</param>
internal sealed record PoolCounts(
    IReadOnlyList<long> Answers,
    long Left,
    IReadOnlyList<long> Errors,
    IReadOnlyList<long> Durations,
    TimeSpan Total
);

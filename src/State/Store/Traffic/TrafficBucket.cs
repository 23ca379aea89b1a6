using LbPlatform.State.Traffic;

namespace LbPlatform.State.Store.Traffic;

/// <summary>The traffic of one backend in one bucket of time.</summary>
/// <param name="At">When it begins, UTC.</param>
/// <param name="Counts">What came in it.</param>
public sealed record TrafficBucket(DateTimeOffset At, TrafficCounts Counts);

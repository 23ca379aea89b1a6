using LbPlatform.State.Traffic;

namespace LbPlatform.State.Store.Traffic;

/// <summary>What came to the roll-ups of one backend.</summary>
/// <param name="BackendId">The backend.</param>
/// <param name="At">An instant of the minute and hour that it belongs to, UTC.</param>
/// <param name="Counts">What came.</param>
public sealed record TrafficIncrement(string BackendId, DateTimeOffset At, TrafficCounts Counts);

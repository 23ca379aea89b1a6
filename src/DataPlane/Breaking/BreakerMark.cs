namespace LbPlatform.DataPlane.Breaking;

/// <summary>How far the counts were at a moment.</summary>
/// <param name="At">When, on a clock that begins anywhere.</param>
/// <param name="Count">How far.</param>
internal readonly record struct BreakerMark(TimeSpan At, BreakerCount Count);

using System.Collections.Immutable;

namespace LbPlatform.DataPlane.Breaking;

/// <summary>What a breaker knows.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Since">Since when, on a clock that begins anywhere.</param>
/// <param name="Marks">How far the counts were at moments of the window, oldest first.</param>
/// <param name="Seen">What tripped it last.</param>
internal sealed record BreakerState(
    BreakerPhase Phase,
    TimeSpan Since,
    ImmutableList<BreakerMark> Marks,
    BreakerCount Seen = default
)
{
    /// <summary>Before anything happened.</summary>
    public static readonly BreakerState Initial = new(BreakerPhase.Closed, TimeSpan.Zero, []);
}

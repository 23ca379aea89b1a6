namespace LbPlatform.DataPlane.Protection;

/// <summary>Counts within windows of time. The state is the window's number and, in the lower bits, the count.</summary>
internal sealed class FixedWindowRule(int requests, TimeSpan period) : RateRule
{
    private const int CountBits = 20;
    private const long CountMask = (1L << CountBits) - 1;

    /// <inheritdoc />
    public override RateVerdict Judge(long state, TimeSpan now)
    {
        var window = WindowAt(now);
        var count = state >> CountBits == window ? state & CountMask : 0;
        return count < requests
            ? new(true, (window << CountBits) | (count + 1), requests - count - 1, TimeSpan.Zero)
            : Refuse(state, period.Ticks - (now.Ticks % period.Ticks));
    }

    /// <inheritdoc />
    public override bool IsIdle(long state, TimeSpan now) => state >> CountBits != WindowAt(now);

    // From 1, so that the state of a key never seen is of no window.
    private long WindowAt(TimeSpan now) => (now.Ticks / period.Ticks) + 1;
}

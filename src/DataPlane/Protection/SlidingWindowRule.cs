namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// Counts within windows of time and takes as much of the former window's count as of it still lies within the period.
/// The state is the window's number, the former count and the current one.
/// </summary>
internal sealed class SlidingWindowRule(int requests, TimeSpan period) : RateRule
{
    private const int CountBits = 20;
    private const long CountMask = (1L << CountBits) - 1;

    // What 64 bits leave for the window's number; it starts over after months at the shortest period.
    private const long WindowMask = (1L << (63 - (2 * CountBits))) - 1;

    /// <inheritdoc />
    public override RateVerdict Judge(long state, TimeSpan now)
    {
        var (former, current) = CountsAt(state, now);
        var elapsed = now.Ticks % period.Ticks;
        // All terms times the period, to stay with whole numbers.
        var weight = former * (period.Ticks - elapsed);
        var room = ((requests - current - 1) * period.Ticks) - weight;
        if (room >= 0)
        {
            var next = (WindowAt(now) << (2 * CountBits)) | (former << CountBits) | (current + 1);
            return new(true, next, room / period.Ticks, TimeSpan.Zero);
        }

        return Refuse(state, WaitFor(former, current, elapsed));
    }

    /// <inheritdoc />
    public override bool IsIdle(long state, TimeSpan now) => CountsAt(state, now) == (0, 0);

    private long WaitFor(long former, long current, long elapsed)
    {
        if (current < requests)
        {
            // Until enough of the former window has slid out.
            var mayStay = (requests - current - 1) * period.Ticks / former;
            return period.Ticks - elapsed - mayStay;
        }

        // The current window becomes the former one, of which one request must slide out.
        return period.Ticks - elapsed + ((period.Ticks - 1) / current) + 1;
    }

    private (long Former, long Current) CountsAt(long state, TimeSpan now)
    {
        var window = WindowAt(now);
        var counted = state >> (2 * CountBits);
        return counted == window ? ((state >> CountBits) & CountMask, state & CountMask)
            : counted != 0 && ((counted + 1) & WindowMask) == window ? (state & CountMask, 0)
            : (0, 0);
    }

    private long WindowAt(TimeSpan now) => ((now.Ticks / period.Ticks) + 1) & WindowMask;
}

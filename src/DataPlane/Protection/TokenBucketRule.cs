namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// A token bucket, kept as the time at which it will be full again (the generic cell rate algorithm, ITU-T I.371): a
/// token takes the time of one request to come back.
/// </summary>
internal sealed class TokenBucketRule(int requests, TimeSpan period, int burst) : RateRule
{
    // Rounded up, so that never more than the limit passes.
    private readonly long _perToken = ((period.Ticks - 1) / requests) + 1;

    private long Size => burst * _perToken;

    /// <inheritdoc />
    public override RateVerdict Judge(long state, TimeSpan now)
    {
        var full = Math.Max(state, now.Ticks) + _perToken;
        var missing = full - now.Ticks;
        return missing <= Size
            ? new(true, full, (Size - missing) / _perToken, TimeSpan.Zero)
            : Refuse(state, missing - Size);
    }

    /// <inheritdoc />
    public override bool IsIdle(long state, TimeSpan now) => state <= now.Ticks;
}

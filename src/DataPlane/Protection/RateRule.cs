using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// How a rate limit counts: a pure function of a key's state and the time. The state is one number, so that it can be
/// replaced without a lock; it is 0 for a key that was never seen.
/// </summary>
internal abstract class RateRule
{
    /// <summary>The rule of <paramref name="limit"/>.</summary>
    public static RateRule Of(RateLimit limit) =>
        limit.Algorithm switch
        {
            RateLimitAlgorithm.TokenBucket => new TokenBucketRule(
                limit.Requests,
                limit.Period,
                limit.Burst ?? limit.Requests
            ),
            RateLimitAlgorithm.FixedWindow => new FixedWindowRule(limit.Requests, limit.Period),
            RateLimitAlgorithm.SlidingWindow => new SlidingWindowRule(limit.Requests, limit.Period),
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.Algorithm, null),
        };

    /// <summary>Judges a request that comes at <paramref name="now"/>, a time that never goes back.</summary>
    public abstract RateVerdict Judge(long state, TimeSpan now);

    /// <summary>Whether a key in this state may be forgotten: one never seen would be judged alike.</summary>
    public abstract bool IsIdle(long state, TimeSpan now);

    /// <summary>A request that may not pass.</summary>
    protected static RateVerdict Refuse(long state, long ticks) =>
        new(false, state, 0, TimeSpan.FromTicks(Math.Max(1, ticks)));
}

namespace LbPlatform.State.Model;

/// <summary>How a <see cref="RateLimit"/> counts.</summary>
public enum RateLimitAlgorithm
{
    /// <summary>An even rate, with bursts up to a size: what is not used is saved up to it.</summary>
    TokenBucket,

    /// <summary>So many in each period, counted anew from its start: up to twice as many around the border of two.</summary>
    FixedWindow,

    /// <summary>So many in any period, estimated from the current and the former window.</summary>
    SlidingWindow,
}

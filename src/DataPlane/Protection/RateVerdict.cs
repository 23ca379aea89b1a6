namespace LbPlatform.DataPlane.Protection;

/// <summary>What a rate limit says to one request.</summary>
/// <param name="IsAllowed">Whether it may pass.</param>
/// <param name="Next">The state of the key from then on, where it passes.</param>
/// <param name="Remaining">Requests that may follow at once, where it passes.</param>
/// <param name="RetryAfter">Time until one may pass; zero where this one does.</param>
internal readonly record struct RateVerdict(
    bool IsAllowed,
    long Next,
    long Remaining,
    TimeSpan RetryAfter
);

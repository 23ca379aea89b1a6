using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>An answer of our own.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What happened and what to do, for a person.</param>
/// <param name="RetryAfter">When to ask again; <c>null</c> where that would not help.</param>
/// <param name="Status">Another status than the reason's; 0 for the reason's.</param>
/// <param name="Closes">Whether the connection ends with it, since what follows is not to be read.</param>
/// <param name="Limit">The rate limit that was met, where one was.</param>
internal sealed record ErrorAnswer(
    ErrorReason Reason,
    string Detail,
    TimeSpan? RetryAfter = null,
    int Status = 0,
    bool Closes = false,
    RateLimit? Limit = null
)
{
    /// <summary>The status code of the answer.</summary>
    public int StatusCode => Status == 0 ? Reason.Status() : Status;
}

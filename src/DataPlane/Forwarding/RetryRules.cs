namespace LbPlatform.DataPlane.Forwarding;

/// <summary>When a request may be sent to another backend. Never twice to the same one, except where a
/// connection was stale. Pure.</summary>
internal static class RetryRules
{
    /// <summary>Backends that one request is sent to at most.</summary>
    public const int MostAttempts = 3;

    /// <summary>After this time since the request came no further attempt begins.</summary>
    public static readonly TimeSpan TotalTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether another backend may be tried: always where nothing was sent; where the backend refused to look at
    /// the request, unless its body is used up; where it may have been acted on, only what also changes nothing by being
    /// done twice.
    /// </summary>
    public static bool MayRetry(
        AttemptResult result,
        bool isRepeatable,
        bool hasBody,
        int attempts,
        TimeSpan elapsed
    ) =>
        attempts < MostAttempts
        && elapsed < TotalTime
        && result switch
        {
            AttemptResult.NotConnected or AttemptResult.Unsent => true,
            AttemptResult.Refused => !hasBody,
            AttemptResult.Broken or AttemptResult.Stale => isRepeatable && !hasBody,
            _ => false,
        };

    /// <summary>Ended connections that one request meets at most at one backend, one after the other.</summary>
    public const int MostStale = 64;

    /// <summary>
    /// Whether the same backend may be asked again: it has not failed, but ended a connection that nobody used, which is
    /// its right at any time.
    /// </summary>
    public static bool MayRepeat(
        AttemptResult result,
        bool isRepeatable,
        bool hasBody,
        int repetitions
    ) =>
        repetitions < MostStale
        && (
            result == AttemptResult.Unsent
            || (result == AttemptResult.Stale && isRepeatable && !hasBody)
        );

    /// <summary>Whether the method is one of those that change nothing (RFC 9110, 9.2.1).</summary>
    public static bool IsRepeatable(string method) =>
        HttpMethods.IsGet(method)
        || HttpMethods.IsHead(method)
        || HttpMethods.IsOptions(method)
        || HttpMethods.IsTrace(method);
}

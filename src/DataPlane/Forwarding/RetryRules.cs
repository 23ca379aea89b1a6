namespace LbPlatform.DataPlane.Forwarding;

/// <summary>When a request may be sent to another backend. Never twice to the same one. Pure.</summary>
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
            AttemptResult.NotConnected or AttemptResult.Forbidden => true,
            AttemptResult.Refused => !hasBody,
            AttemptResult.Broken => isRepeatable && !hasBody,
            _ => false,
        };

    /// <summary>Whether the method is one of those that change nothing (RFC 9110, 9.2.1).</summary>
    public static bool IsRepeatable(HttpMethod method) =>
        method == HttpMethod.Get
        || method == HttpMethod.Head
        || method == HttpMethod.Options
        || method == HttpMethod.Trace;

    /// <summary>As above, by the method's name.</summary>
    public static bool IsRepeatable(string method) =>
        HttpMethods.IsGet(method)
        || HttpMethods.IsHead(method)
        || HttpMethods.IsOptions(method)
        || HttpMethods.IsTrace(method);
}

using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>When a request may be sent to another backend. Never twice to the same one, except where a
/// connection was stale. Pure.</summary>
internal static class RetryRules
{
    /// <summary>After this time since the request came no further attempt begins.</summary>
    public static readonly TimeSpan TotalTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether another backend may be tried: always where nothing was sent; where the backend refused to look at
    /// the request, unless its body is used up; where it may have been acted on, only what comes to the same when done
    /// twice, and as far as the pool allows.
    /// </summary>
    public static bool MayRetry(
        AttemptResult result,
        RetrySettings settings,
        bool isRepeatable,
        bool isBodyAtHand,
        int attempts,
        TimeSpan elapsed
    ) =>
        attempts < settings.Attempts
        // Who waits at a backend that has fallen silent gains by another one, however late.
        && (elapsed < TotalTime || result == AttemptResult.Silent)
        && result switch
        {
            AttemptResult.NotConnected or AttemptResult.Forbidden or AttemptResult.Unsent => true,
            AttemptResult.Refused => isBodyAtHand,
            AttemptResult.Stale or AttemptResult.TryTimedOut or AttemptResult.Silent => isRepeatable
                && isBodyAtHand,
            AttemptResult.Broken => settings.OnReset && isRepeatable && isBodyAtHand,
            AttemptResult.Rejected => settings.OnStatus && isRepeatable && isBodyAtHand,
            _ => false,
        };

    /// <summary>Whether another attempt costs the backends nothing, since the last one reached none.</summary>
    public static bool IsFree(AttemptResult result) =>
        result
            is AttemptResult.NotConnected
                or AttemptResult.Forbidden
                or AttemptResult.Unsent
                or AttemptResult.Refused;

    /// <summary>
    /// Whether another attempt is not counted in the pool's budget: it costs the backends nothing, or stands in for one that
    /// a backend that is left out now does not answer.
    /// </summary>
    public static bool IsBeyondBudget(AttemptResult result) =>
        IsFree(result) || result == AttemptResult.Silent;

    /// <summary>Ended connections that one request meets at most at one backend, one after the other.</summary>
    public const int MostStale = 64;

    /// <summary>
    /// Whether the same backend may be asked again: it has not failed, but ended a connection that nobody used, which is
    /// its right at any time.
    /// </summary>
    public static bool MayRepeat(
        AttemptResult result,
        bool isRepeatable,
        bool isBodyAtHand,
        int repetitions
    ) =>
        repetitions < MostStale
        && (
            result == AttemptResult.Unsent
            || (result == AttemptResult.Stale && isRepeatable && isBodyAtHand)
        );

    /// <summary>Whether the method comes to the same when it is done twice (RFC 9110, 9.2.2).</summary>
    public static bool IsRepeatable(string method) =>
        HttpMethods.IsGet(method)
        || HttpMethods.IsHead(method)
        || HttpMethods.IsOptions(method)
        || HttpMethods.IsTrace(method)
        || HttpMethods.IsPut(method)
        || HttpMethods.IsDelete(method);
}

using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>Books what became of a request and of each attempt at it. The last hop of the request path.</summary>
internal sealed class TrafficAccount(TimeProvider time)
{
    /// <summary>An attempt has ended.</summary>
    /// <param name="backend">Where it went.</param>
    /// <param name="attempt">How it ended.</param>
    /// <param name="status">The status code of the backend's answer; 0 where none began.</param>
    public static void Attempted(BackendState backend, Attempt attempt, int status)
    {
        // One that is not passed on is an answer of the backend too.
        if (attempt.Result is AttemptResult.Answered or AttemptResult.Rejected)
        {
            backend.Counters.Answered(status);
        }
        else
        {
            backend.Counters.Failed(ErrorOf(attempt));
        }
    }

    /// <summary>A request to a pool has ended.</summary>
    public void Ended(HttpContext context, Exchange exchange)
    {
        var counters = exchange.Pool.Counters;
        if (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            counters.Left();
        }
        else
        {
            counters.Answered(
                context.Response.StatusCode,
                exchange.Upgrade is null ? time.GetElapsedTime(exchange.StartedAt) : null
            );
        }
    }

    private static TrafficError ErrorOf(Attempt attempt) =>
        attempt.Result is AttemptResult.ClientGone or AttemptResult.ClientFault
            ? TrafficError.Cancelled
            : TrafficErrorWords.Of(attempt.Reason);
}

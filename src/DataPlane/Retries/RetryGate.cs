using LbPlatform.DataPlane.Forwarding;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Retries;

/// <summary>Whether a request that failed at one backend goes to another one: what is safe, possible and affordable.</summary>
internal sealed class RetryGate(TimeProvider time)
{
    /// <summary>Decides once for each failed attempt, since leave is taken from the pool's budget.</summary>
    public bool Opens(HttpContext context, Exchange exchange, AttemptResult result)
    {
        var pool = exchange.Pool;
        if (
            !RetryRules.MayRetry(
                result,
                pool.Retry,
                exchange.IsRepeatable(context.Request.Method),
                IsBodyAtHand(context, exchange),
                exchange.Tried.Length,
                time.GetElapsedTime(exchange.StartedAt)
            )
            || context.RequestAborted.IsCancellationRequested
            || context.Response.HasStarted
            || !pool.HasOther(exchange.Tried)
        )
        {
            return false;
        }

        if (RetryRules.IsBeyondBudget(result) || pool.Budget.TryTake(pool.Retry, pool.Began))
        {
            return true;
        }

        exchange.IsOverBudget = true;
        return false;
    }

    /// <summary>Waits before the next attempt, where the last one reached its backend; false where the client has gone.</summary>
    public async ValueTask<bool> WaitAsync(
        HttpContext context,
        Exchange exchange,
        AttemptResult result
    )
    {
        if (RetryRules.IsFree(result))
        {
            return true;
        }

        var pause = BackOff.Of(
            exchange.Pool.Retry.BackOff,
            exchange.Tried.Length,
            Random.Shared.NextDouble()
        );
        await Task.Delay(pause, time, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !context.RequestAborted.IsCancellationRequested;
    }

    /// <summary>Keeps the body of a request that may be tried again, as long as it is short.</summary>
    public static void Keep(HttpContext context, Exchange exchange)
    {
        var retry = exchange.Pool.Retry;
        var request = context.Request;
        if (
            retry is { Attempts: > 1, BodyBytes: > 0 }
            && HasBody(context, exchange)
            && exchange.IsRepeatable(request.Method)
            && !(request.ContentLength > retry.BodyBytes)
        )
        {
            // The reader first: asked for later, it would be one of the replay itself.
            var reader = request.BodyReader;
            exchange.Replay = new(request.Body, reader, retry.BodyBytes);
            request.Body = exchange.Replay;
        }
    }

    /// <summary>Whether there is a body to lose. What follows the question for a switch is none, though HTTP/2 frames it as one.</summary>
    public static bool HasBody(HttpContext context, Exchange exchange) =>
        exchange.Upgrade is not { IsWebSocket: true }
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>Whether all of the body can be sent once more.</summary>
    public static bool IsBodyAtHand(HttpContext context, Exchange exchange) =>
        exchange.Replay?.CanRewind ?? !HasBody(context, exchange);
}

using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Retries;
using LbPlatform.DataPlane.Traffic;
using Yarp.ReverseProxy.Model;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// Brings a request to an answer: picks a backend, waits for room at one where all are full, sends, and where that fails
/// and it is safe tries another one.
/// </summary>
internal sealed class Delivery(
    YarpForwarder forwarder,
    Ejector ejector,
    RetryGate gate,
    TimeProvider time
)
{
    /// <summary>The last attempt; the exchange says whether there was one.</summary>
    public async ValueTask<Attempt> RunAsync(
        HttpContext context,
        ClusterModel cluster,
        Exchange exchange
    )
    {
        var pool = exchange.Pool;
        if (!pool.Breaker.Admits())
        {
            exchange.IsBroken = true;
            return default;
        }

        if (!pool.TryBegin(out var isCounted))
        {
            exchange.IsTurnedAway = true;
            return default;
        }

        RetryGate.Keep(context, exchange);
        var last = default(Attempt);
        try
        {
            var key = pool.HashKey?.Of(context, exchange.Target) ?? 0;
            while (await EnterAsync(context, exchange, key) is { } backend)
            {
                exchange.Attempt(backend, time.GetTimestamp());
                try
                {
                    last = await forwarder.SendAsync(context, cluster, backend, exchange);
                    for (var n = 0; MayRepeat(context, exchange, last, n); n++)
                    {
                        exchange.Replay?.Rewind();
                        last = await forwarder.SendAsync(context, cluster, backend, exchange);
                    }
                }
                finally
                {
                    pool.Leave(backend);
                }

                Account(pool, backend, last, exchange);
                if (
                    last.Result == AttemptResult.Answered
                    || !(exchange.IsRejected || gate.Opens(context, exchange, last.Result))
                    || !await gate.WaitAsync(context, exchange, last.Result)
                    || !YarpForwarder.TryReset(context)
                )
                {
                    break;
                }

                exchange.Replay?.Rewind();
            }

            return last;
        }
        finally
        {
            exchange.Replay?.Dispose();
            if (isCounted)
            {
                pool.End();
            }
        }
    }

    private ValueTask<BackendState?> EnterAsync(HttpContext context, Exchange exchange, ulong key)
    {
        var pool = exchange.Pool;
        var isFull = pool.Queue.Count > 0;
        var backend = isFull
            ? null
            : pool.Enter(new(exchange.Tried, key, exchange.Session), out isFull);
        return isFull ? QueueAsync(context, exchange, key) : new(backend);
    }

    private async ValueTask<BackendState?> QueueAsync(
        HttpContext context,
        Exchange exchange,
        ulong key
    )
    {
        var pool = exchange.Pool;
        var capacity = pool.Capacity;
        if (
            pool.Queue.Join(new(exchange.Tried, key, exchange.Session), capacity.QueueLength)
            is not { } waiter
        )
        {
            exchange.IsTurnedAway = true;
            return null;
        }

        try
        {
            return await waiter.Served.WaitAsync(
                capacity.QueueTimeout,
                time,
                context.RequestAborted
            );
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            if (pool.Queue.TryQuit(waiter))
            {
                exchange.IsTurnedAway = true;
                return null;
            }

            return await waiter.Served;
        }
    }

    /// <summary>Whether the attempt met a connection that had ended, and goes on over another one.</summary>
    private static bool MayRepeat(
        HttpContext context,
        Exchange exchange,
        Attempt attempt,
        int repetitions
    ) =>
        attempt.Result is AttemptResult.Stale or AttemptResult.Unsent
        && RetryRules.MayRepeat(
            attempt.Result,
            exchange.IsRepeatable(context.Request.Method),
            RetryGate.IsBodyAtHand(context, exchange),
            repetitions
        )
        && !context.RequestAborted.IsCancellationRequested
        && YarpForwarder.TryReset(context);

    private void Account(PoolState pool, BackendState backend, Attempt attempt, Exchange exchange)
    {
        TrafficAccount.Attempted(backend, attempt, exchange.Status);
        exchange.Record?.End(attempt);
        if (pool.GoesByLatency && !exchange.IsAnswered)
        {
            backend.Latency.ObserveFailureSince(exchange.AttemptedAt);
        }

        switch (attempt.Result)
        {
            case AttemptResult.Answered:
            case AttemptResult.Rejected:
                ejector.Answered(pool, backend, exchange.Status);
                break;
            case AttemptResult.NotConnected or AttemptResult.Forbidden:
                ejector.ConnectFailed(pool, backend, attempt.Told);
                break;
            case AttemptResult.Refused:
            case AttemptResult.TryTimedOut:
            case AttemptResult.Broken when !exchange.IsAnswered:
                ejector.Broke(pool, backend, attempt.Reason);
                break;
            default:
                // Slow, malformed, a connection that was stale, or the client's doing: the Poller's probes judge those.
                break;
        }
    }
}

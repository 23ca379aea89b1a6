using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.DataPlane.Upgrades;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// The request path after routing: picks a backend, forwards, and where that fails and it is safe tries another one.
/// Waits for nothing but the network.
/// </summary>
internal sealed class Dispatcher(
    EligibilityTable table,
    RoutePlans plans,
    Ejector ejector,
    YarpForwarder forwarder,
    ResponseTransformer responses,
    FailureLog failures,
    AccessLog accesses,
    ActiveRequests active,
    OverloadGuard overload,
    Refusals refusals,
    TrafficAccount traffic,
    IOptions<DataPlaneOptions> options,
    TimeProvider time
)
{
    private readonly string _controlPlaneUrl = options.Value.ControlPlaneUrl;
    private readonly TimeSpan _activityTimeout = options.Value.ActivityTimeout;

    /// <summary>Answers the request that a route has matched.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var inFlight = active.Enter();
        var client = ClientConnection.Of(context);
        client.Enter();
        Exchange? exchange = null;
        try
        {
            if (Refuse(context, client, inFlight, out exchange) is { } refusal)
            {
                await AnswerAsync(context, refusal);
            }
            else if (exchange is not null)
            {
                await ForwardAsync(context, exchange);
                traffic.Ended(context, exchange);
                accesses.Write(context, exchange);
            }
        }
        finally
        {
            exchange?.Plan.Guard?.Leave(RequestIdentity.Of(context, client));
            client.Leave();
            active.Leave();
        }
    }

    /// <summary>Answers a request that goes to no pool.</summary>
    public async Task AnswerAsync(HttpContext context, ErrorAnswer answer)
    {
        refusals.Count(answer.Reason);
        await ErrorResponse.WriteAsync(context, answer);
        accesses.Write(context);
    }

    /// <summary>What stands against forwarding a request; where nothing does, <paramref name="exchange"/> is set.</summary>
    private ErrorAnswer? Refuse(
        HttpContext context,
        ClientConnection client,
        int inFlight,
        out Exchange? exchange
    )
    {
        exchange = null;
        if (overload.Sheds(inFlight))
        {
            return LimitTexts.Overloaded;
        }

        if (Refuse(context, out var target) is { } malformed)
        {
            return malformed;
        }

        var feature = context.GetReverseProxyFeature();
        if (
            table.Find(feature.Cluster.Config.ClusterId) is not { } pool
            || plans.Find(feature.Route.Config.RouteId) is not { } plan
        )
        {
            return ErrorTexts.Starting;
        }

        var startedAt = time.GetTimestamp();
        var now = time.GetElapsedTime(0, startedAt);
        if (RequestGate.Enter(context, client, plan, now) is { } limited)
        {
            refusals.Say(limited.Reason, context, RequestIdentity.Of(context, client).ClientText);
            return limited;
        }

        exchange = new(target, plan, pool, startedAt, responses)
        {
            Upgrade = Upgrade.Find(context, time),
        };
        return null;
    }

    private async Task ForwardAsync(HttpContext context, Exchange exchange)
    {
        var cluster = context.GetReverseProxyFeature().Cluster;
        var pool = exchange.Pool;
        var last = default(Attempt);
        var key = pool.HashKey?.Of(context, exchange.Target) ?? 0;
        while (pool.Pick(new(exchange.Tried, key)) is { } backend)
        {
            exchange.Attempt(backend, time.GetTimestamp());
            backend.Enter();
            try
            {
                var repetitions = 0;
                do
                {
                    last = await forwarder.SendAsync(context, cluster, backend, exchange);
                } while (MayRepeat(context, exchange, last, repetitions++));
            }
            finally
            {
                backend.Leave();
            }

            Account(pool, backend, last, exchange);
            if (
                last.Result == AttemptResult.Answered
                || !RetryRules.MayRetry(
                    last.Result,
                    exchange.IsRepeatable(context.Request.Method),
                    HasBody(context, exchange),
                    exchange.Tried.Length,
                    time.GetElapsedTime(exchange.StartedAt)
                )
                || context.RequestAborted.IsCancellationRequested
                || !YarpForwarder.TryReset(context)
            )
            {
                break;
            }
        }

        if (last.Result != AttemptResult.Answered || exchange.Backend is null)
        {
            await FailAsync(context, exchange, last);
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
            HasBody(context, exchange),
            repetitions
        )
        && !context.RequestAborted.IsCancellationRequested
        && YarpForwarder.TryReset(context);

    private async Task FailAsync(HttpContext context, Exchange exchange, Attempt last)
    {
        if (
            last.Result == AttemptResult.ClientGone
            || context.RequestAborted.IsCancellationRequested
        )
        {
            return;
        }

        var answer = exchange.Backend is null
            ? ErrorTexts.Nobody(exchange.Pool, _controlPlaneUrl)
            : ErrorTexts.Failed(exchange, last, _activityTimeout);
        refusals.Count(answer.Reason);
        exchange.Pool.Counters.Failed(answer.Reason);
        failures.Note(
            answer.Reason,
            exchange,
            last.Detail,
            context.Request.Method,
            time.GetElapsedTime(exchange.StartedAt),
            RequestIdentity.Of(context).RequestId
        );
        await ErrorResponse.WriteAsync(context, answer);
    }

    private void Account(PoolState pool, BackendState backend, Attempt attempt, Exchange exchange)
    {
        TrafficAccount.Attempted(backend, attempt, exchange.Status);
        if (pool.GoesByLatency && !exchange.IsAnswered)
        {
            backend.Latency.ObserveFailureSince(exchange.AttemptedAt);
        }

        switch (attempt.Result)
        {
            case AttemptResult.Answered:
                ejector.Answered(pool, backend, exchange.Status);
                break;
            case AttemptResult.NotConnected:
                ejector.ConnectFailed(pool, backend, attempt.Told);
                break;
            case AttemptResult.Refused:
            case AttemptResult.Broken when !exchange.IsAnswered:
                ejector.Broke(pool, backend, attempt.Reason);
                break;
            default:
                // Slow, malformed, a connection that was stale, or the client's doing: the Poller's probes judge those.
                break;
        }
    }

    /// <summary>Whether there is a body to lose. What follows the question for a switch is none, though HTTP/2 frames it as one.</summary>
    private static bool HasBody(HttpContext context, Exchange exchange) =>
        exchange.Upgrade is not { IsWebSocket: true }
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>What is refused before anybody is asked, as RFC 9112 demands; else <paramref name="target"/> is set.</summary>
    private static ErrorAnswer? Refuse(HttpContext context, out string target)
    {
        target = "";
        var request = context.Request;
        if (HttpMethods.IsConnect(request.Method))
        {
            var (isAsked, isAllowed) = Upgrade.Connect(context);
            if (!isAllowed)
            {
                return isAsked ? ErrorTexts.NoProtocol : ErrorTexts.NoConnect;
            }
        }

        if (FieldRules.RefuseInHttp2(request) is { } malformed)
        {
            return ErrorTexts.BadRequest(malformed);
        }

        if (HttpProtocol.IsHttp10(request.Protocol) && request.Headers.TransferEncoding.Count > 0)
        {
            context.Response.OnStarting(
                static state =>
                {
                    ((HttpResponse)state).Headers.Connection = "close";
                    return Task.CompletedTask;
                },
                context.Response
            );
            return ErrorTexts.BadRequest("HTTP/1.0 has no Transfer-Encoding.");
        }

        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestTarget.TryRead(raw, out var read, out var fault))
        {
            return ErrorTexts.BadRequest(fault);
        }

        target = read;
        return null;
    }
}

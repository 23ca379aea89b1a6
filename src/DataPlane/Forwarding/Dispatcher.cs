using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Retries;
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
    Delivery delivery,
    RetryGate gate,
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

        exchange = new(target, plan, pool, startedAt, responses, gate)
        {
            Upgrade = Upgrade.Find(context, time),
            Record = accesses.Begin(),
        };
        return null;
    }

    private async Task ForwardAsync(HttpContext context, Exchange exchange)
    {
        var cluster = context.GetReverseProxyFeature().Cluster;
        var last = await delivery.RunAsync(context, cluster, exchange);
        if (last.Result != AttemptResult.Answered || exchange.Backend is null)
        {
            await FailAsync(context, exchange, last);
        }
    }

    private async Task FailAsync(HttpContext context, Exchange exchange, Attempt last)
    {
        if (
            last.Result == AttemptResult.ClientGone
            || context.RequestAborted.IsCancellationRequested
        )
        {
            return;
        }

        var answer =
            exchange.Backend is null && exchange.IsTurnedAway ? ErrorTexts.PoolBusy(exchange.Pool)
            : exchange.Backend is null ? ErrorTexts.Nobody(exchange.Pool, _controlPlaneUrl)
            : ErrorTexts.Failed(exchange, last, _activityTimeout);
        refusals.Count(answer.Reason);
        exchange.Pool.Counters.Failed(answer.Reason);
        failures.Note(
            answer.Reason,
            exchange,
            exchange.IsOverBudget ? $"{last.Detail} no retries left".TrimStart() : last.Detail,
            context.Request.Method,
            time.GetElapsedTime(exchange.StartedAt),
            RequestIdentity.Of(context).RequestId
        );
        await ErrorResponse.WriteAsync(context, answer);
    }

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

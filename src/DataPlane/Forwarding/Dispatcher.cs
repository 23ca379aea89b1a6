using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Explanations;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Retries;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.DataPlane.Upgrades;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// The request path: finds the route, picks a backend, forwards, and where that fails and it is safe tries another one.
/// Waits for nothing but the network.
/// </summary>
internal sealed class Dispatcher(
    RoutePlans plans,
    AppliedConfiguration applied,
    IProxyStateLookup clusters,
    Mirrors mirrors,
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
    private readonly bool _explains = options.Value.ExplainToken.Length > 0;

    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var inFlight = active.Enter();
        var client = ClientConnection.Of(context);
        client.Enter();
        RoutePlan? plan = null;
        try
        {
            if (Refuse(context, client, inFlight, out plan, out var target) is { } refusal)
            {
                await AnswerAsync(context, refusal);
            }
            else if (plan is { Answer: { } answer })
            {
                await answer.WriteAsync(context, target);
                accesses.Write(context);
            }
            else if (plan is not null)
            {
                await ForwardAsync(context, plan, target);
            }
        }
        finally
        {
            plan?.Guard?.Leave(RequestIdentity.Of(context, client));
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

    /// <summary>What stands against a request; where nothing does, <paramref name="plan"/> is set.</summary>
    private ErrorAnswer? Refuse(
        HttpContext context,
        ClientConnection client,
        int inFlight,
        out RoutePlan? plan,
        out string target
    )
    {
        plan = null;
        target = "";
        if (overload.Sheds(inFlight))
        {
            return LimitTexts.Overloaded;
        }

        var request = context.Request;
        target = RequestTarget.Of(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget
        );
        var found = plans.Find(new(request, target));
        if (found is null)
        {
            return applied.IsAny ? ErrorTexts.NoRoute : ErrorTexts.Starting;
        }

        TraceOf(context)?.Follow(found);
        var now = time.GetElapsedTime(0, time.GetTimestamp());
        if (RequestGate.Enter(context, client, found, now) is { } limited)
        {
            refusals.Say(limited.Reason, context, RequestIdentity.Of(context, client).ClientText);
            return limited;
        }

        plan = found;
        return null;
    }

    private async Task ForwardAsync(HttpContext context, RoutePlan plan, string target)
    {
        var pool = plan.Pool ?? plan.Split!.Pick(context, target);
        // A pool that is gone since the route was found keeps its cluster for those who know it.
        if (
            (pool.Cluster ??= clusters.TryGetCluster(pool.Id, out var found) ? found : null)
            is not { } cluster
        )
        {
            await AnswerAsync(context, ErrorTexts.Starting);
            return;
        }

        var trace = TraceOf(context);
        var startedAt = time.GetTimestamp();
        using var deadline = plan.Timeouts is { NeedsDeadline: true } timeouts
            ? new Deadline(timeouts, time, startedAt)
            : null;
        var exchange = new Exchange(
            plan.Rewriter?.Apply(target) ?? target,
            plan,
            pool,
            startedAt,
            responses,
            gate
        )
        {
            Upgrade = Upgrade.Find(context, time),
            Session = pool.Affinity?.Begin(context, time),
            Deadline = deadline,
            Record = accesses.Begin() ?? trace?.Record(),
        };
        trace?.Follow(exchange);
        if (plan.Mirror is not null && exchange.Upgrade is null && plan.Mirror.TakesNext())
        {
            exchange.MirrorBody = mirrors.Begin(context, exchange);
        }

        var last = await delivery.RunAsync(context, cluster.Model, exchange);
        if (last.Result != AttemptResult.Answered || exchange.Backend is null)
        {
            await FailAsync(context, exchange, last);
        }
        else if (exchange.MirrorBody is { } body)
        {
            mirrors.End(context, exchange, body);
        }

        traffic.Ended(context, exchange);
        accesses.Write(context, exchange);
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
            exchange.IsBroken ? ErrorTexts.BreakerOpen(exchange.Pool)
            : exchange.Backend is null && exchange.IsTurnedAway ? ErrorTexts.PoolBusy(exchange.Pool)
            : exchange.Backend is null ? ErrorTexts.Nobody(exchange.Pool, _controlPlaneUrl)
            : ErrorTexts.Failed(exchange, last, WaitOf(exchange));
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

    /// <summary>What tells the client why; <c>null</c> where it may not ask, which costs nothing where nobody may.</summary>
    private RequestTrace? TraceOf(HttpContext context) =>
        _explains ? RequestTrace.Of(context) : null;

    /// <summary>How long was waited for a response that did not begin.</summary>
    private TimeSpan WaitOf(Exchange exchange) =>
        (exchange.Deadline is { HasPassed: true } passed ? passed.Told : null)
        ?? exchange.Plan.Timeouts?.Activity
        ?? _activityTimeout;
}

using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Eligibility;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

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
    IOptions<DataPlaneOptions> options,
    TimeProvider time
)
{
    private readonly string _controlPlaneUrl = options.Value.ControlPlaneUrl;
    private readonly TimeSpan _activityTimeout = options.Value.ActivityTimeout;

    /// <summary>Answers the request that a route has matched.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        active.Enter();
        try
        {
            var feature = context.GetReverseProxyFeature();
            if (Refuse(context, out var target) is { } refusal)
            {
                await AnswerAsync(context, refusal);
            }
            else if (
                table.Find(feature.Cluster.Config.ClusterId) is { } pool
                && plans.Find(feature.Route.Config.RouteId) is { } plan
            )
            {
                var exchange = new Exchange(target, plan, pool, time.GetTimestamp(), responses);
                await ForwardAsync(context, feature.Cluster, exchange);
                accesses.Write(context, exchange);
            }
            else
            {
                await AnswerAsync(context, ErrorTexts.Starting);
            }
        }
        finally
        {
            active.Leave();
        }
    }

    /// <summary>Answers a request that goes to no pool.</summary>
    public async Task AnswerAsync(HttpContext context, ErrorAnswer answer)
    {
        await ErrorResponse.WriteAsync(context, answer);
        accesses.Write(context);
    }

    private async Task ForwardAsync(HttpContext context, ClusterModel cluster, Exchange exchange)
    {
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
                } while (MayRepeat(context, last, repetitions++));
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
                    IsRepeatable(context),
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
    private static bool MayRepeat(HttpContext context, Attempt attempt, int repetitions) =>
        attempt.Result is AttemptResult.Stale or AttemptResult.Unsent
        && RetryRules.MayRepeat(attempt.Result, IsRepeatable(context), repetitions)
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
        failures.Note(
            answer.Reason,
            exchange,
            context.Request.Method,
            time.GetElapsedTime(exchange.StartedAt)
        );
        await ErrorResponse.WriteAsync(context, answer);
    }

    private void Account(PoolState pool, BackendState backend, Attempt attempt, Exchange exchange)
    {
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
                ejector.ConnectFailed(pool, backend, attempt.Reason);
                break;
            case AttemptResult.Broken when !exchange.IsAnswered:
                ejector.Broke(pool, backend, attempt.Reason);
                break;
            default:
                // Slow, malformed, a connection that was stale, or the client's doing: the Poller's probes judge those.
                break;
        }
    }

    private static bool IsRepeatable(HttpContext context) =>
        RetryRules.IsRepeatable(context.Request.Method)
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true;

    /// <summary>What is refused before anybody is asked, as RFC 9112 demands; else <paramref name="target"/> is set.</summary>
    private static ErrorAnswer? Refuse(HttpContext context, out string target)
    {
        target = "";
        var request = context.Request;
        if (HttpMethods.IsConnect(request.Method))
        {
            return ErrorTexts.NoConnect;
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

using LbPlatform.DataPlane.Eligibility;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Carries out one attempt with YARP's forwarder: what was decided before comes in, what became of it goes out.</summary>
internal sealed class YarpForwarder(IHttpForwarder forwarder, TimeProvider time)
{
    /// <summary>Sends the request to <paramref name="backend"/> and, unless it fails before, the response to the client.</summary>
    public async ValueTask<Attempt> SendAsync(
        HttpContext context,
        ClusterModel cluster,
        BackendState backend,
        Exchange exchange
    )
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            Upload.Enter(exchange);
        }

        var tryTimeout = exchange.Pool.Retry.TryTimeout;
        using var patience =
            tryTimeout > TimeSpan.Zero ? new CancellationTokenSource(tryTimeout, time) : null;
        exchange.Patience = patience;
        var deadline = exchange.Deadline;
        deadline?.Begin();
        using var link = patience is null
            ? null
            : (IDisposable?)
                deadline?.Token.UnsafeRegister(
                    static source => ((CancellationTokenSource)source!).Cancel(),
                    patience
                );
        var error = await forwarder.SendAsync(
            context,
            backend.Url.Text,
            cluster.HttpClient is ClientBoundInvoker bound
                ? bound.For(context)
                : cluster.HttpClient,
            ConfigFor(exchange, cluster.Config.HttpRequest ?? ForwarderRequestConfig.Empty),
            exchange,
            // The forwarder itself listens to the client's leaving.
            patience?.Token
                ?? deadline?.Token
                ?? CancellationToken.None
        );
        exchange.Patience = null;
        return Judge(context, exchange, error, patience is { IsCancellationRequested: true });
    }

    private static Attempt Judge(
        HttpContext context,
        Exchange exchange,
        ForwarderError error,
        bool isOutOfPatience
    )
    {
        if (exchange.IsRejected)
        {
            return new(AttemptResult.Rejected, "status");
        }

        // A body that ends differently than was announced matters no more once it has its whole answer.
        if (error == ForwarderError.None || exchange.IsPassedOn)
        {
            return Attempt.Answered;
        }

        var isClientHere = !context.RequestAborted.IsCancellationRequested;
        if (isClientHere && exchange.Deadline is { HasPassed: true })
        {
            return new(AttemptResult.TooSlow, "timeout");
        }

        if (isClientHere && isOutOfPatience && !exchange.IsAnswered)
        {
            return new(AttemptResult.TryTimedOut, "timeout");
        }

        var attempt = AttemptRules.Judge(
            error,
            context.GetForwarderErrorFeature()?.Exception,
            context.Response.StatusCode
        );
        return attempt.Result == AttemptResult.Stale && exchange.IsContentUnused
            ? attempt with
            {
                Result = AttemptResult.Unsent,
            }
            : attempt;
    }

    private static ForwarderRequestConfig ConfigFor(
        Exchange exchange,
        ForwarderRequestConfig config
    ) => exchange.Plan.Timeouts?.Over(config) ?? config;

    /// <summary>Takes back what a failed attempt left on the context; false where the client has seen some of it.</summary>
    public static bool TryReset(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            return false;
        }

        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        return true;
    }
}

using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Retries;
using LbPlatform.DataPlane.Silence;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Carries out one attempt with YARP's forwarder: what was decided before comes in, what became of it goes out.</summary>
internal sealed class YarpForwarder(IHttpForwarder forwarder, TimeProvider time)
{
    /// <summary>Kept for further attempts at most.</summary>
    private const int MostKept = 1024;

    private readonly ObjectPool<PendingAnswer> _kept = new DefaultObjectPool<PendingAnswer>(
        new KeepPolicy(),
        MostKept
    );

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
        var pending = Begin(context, backend, exchange);
        // The forwarder listens to one of them, which listens to the others.
        var end = patience ?? pending;
        var byDeadline = Link(deadline?.Token, end);
        var bySilence = Link(patience is null ? null : pending?.Token, end);
        var error = ForwarderError.None;
        var isGivenUp = false;
        try
        {
            error = await forwarder.SendAsync(
                context,
                backend.Url.Text,
                cluster.HttpClient is ClientBoundInvoker bound
                    ? bound.For(context)
                    : cluster.HttpClient,
                ConfigFor(exchange, cluster.Config.HttpRequest ?? ForwarderRequestConfig.Empty),
                exchange,
                // The forwarder itself listens to the client's leaving.
                end?.Token
                    ?? deadline?.Token
                    ?? CancellationToken.None
            );
        }
        finally
        {
            // Before what they would end is used for another request.
            byDeadline.Dispose();
            bySilence.Dispose();
            exchange.Patience = null;
            isGivenUp = pending is not null && End(backend, exchange, pending);
        }

        return isGivenUp
            ? JudgeGivenUp(context)
            : Judge(context, exchange, error, patience is { IsCancellationRequested: true });
    }

    private PendingAnswer? Begin(HttpContext context, BackendState backend, Exchange exchange)
    {
        if (exchange.Pool.Ejection.Silence <= TimeSpan.Zero)
        {
            return null;
        }

        var pending = _kept.Get();
        pending.Begin(
            exchange,
            RetryGate.HasBody(context, exchange),
            exchange.IsRepeatable(context.Request.Method)
        );
        exchange.Pending = pending;
        backend.Pending.Add(pending);
        return pending;
    }

    /// <summary>The attempt has ended; true where that is because it was given up.</summary>
    private bool End(BackendState backend, Exchange exchange, PendingAnswer pending)
    {
        exchange.Pending = null;
        backend.Pending.Remove(pending);
        if (pending.IsGivenUp)
        {
            // It is being cancelled, perhaps only now: it must not meet another request.
            return true;
        }

        _kept.Return(pending);
        return false;
    }

    private static CancellationTokenRegistration Link(
        CancellationToken? token,
        CancellationTokenSource? end
    ) =>
        end is null || token is not { } linked
            ? default
            : linked.UnsafeRegister(
                static source => ((CancellationTokenSource)source!).Cancel(),
                end
            );

    private static Attempt JudgeGivenUp(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested
            ? new(AttemptResult.ClientGone, "client")
            : new(AttemptResult.Silent, "timeout");

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

    private sealed class KeepPolicy : PooledObjectPolicy<PendingAnswer>
    {
        public override PendingAnswer Create() => new();

        public override bool Return(PendingAnswer obj) => obj.TryEnd();
    }
}

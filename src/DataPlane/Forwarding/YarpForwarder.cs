using LbPlatform.DataPlane.Eligibility;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Carries out one attempt with YARP's forwarder: what was decided before comes in, what became of it goes out.</summary>
internal sealed class YarpForwarder(IHttpForwarder forwarder)
{
    /// <summary>Connections that may end under one attempt before it counts as failed.</summary>
    public const int MostEndedConnections = 3;

    /// <summary>Sends the request to <paramref name="backend"/> and, unless it fails before, the response to the client.</summary>
    public async ValueTask<Attempt> SendAsync(
        HttpContext context,
        ClusterModel cluster,
        BackendState backend,
        Exchange exchange
    )
    {
        for (var ended = 0; ; ended++)
        {
            var error = await SendOnceAsync(context, cluster, backend, exchange);
            // A backend may answer without having read the whole request; what then becomes of the rest is no failure.
            if (error == ForwarderError.None || exchange.IsPassedOn)
            {
                return Attempt.Answered;
            }

            var failure = context.GetForwarderErrorFeature()?.Exception;
            if (
                ended == MostEndedConnections
                || !AttemptRules.IsEndOfConnection(error, failure)
                || !exchange.MayBeSentAgain
                || !TryReset(context)
            )
            {
                return AttemptRules.Judge(error, failure, context.Response.StatusCode);
            }
        }
    }

    private ValueTask<ForwarderError> SendOnceAsync(
        HttpContext context,
        ClusterModel cluster,
        BackendState backend,
        Exchange exchange
    ) =>
        forwarder.SendAsync(
            context,
            backend.Url.Text,
            cluster.HttpClient is ClientBoundInvoker bound
                ? bound.For(context)
                : cluster.HttpClient,
            cluster.Config.HttpRequest ?? ForwarderRequestConfig.Empty,
            exchange,
            // The forwarder itself listens to the client's leaving.
            CancellationToken.None
        );

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

using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Makes the HTTP client of each pool.</summary>
internal sealed class BackendClientFactory(
    BackendConnector connector,
    IOptions<DataPlaneOptions> options,
    ILogger<ForwarderHttpClientFactory> logger
) : ForwarderHttpClientFactory(logger)
{
    /// <summary>
    /// How long an idle connection is kept. Shorter than what common servers keep (Kestrel 130 s, nginx 75 s), since
    /// one that the server closes just as a request is sent costs that request.
    /// </summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(60);

    /// <summary>After this time a connection is replaced, so that a name that has moved is noticed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Longest head of a response, in bytes; longer ones are answered 502.</summary>
    public const int LongestResponseHead = 64 * 1024;

    protected override void ConfigureHandler(
        ForwarderHttpClientContext context,
        SocketsHttpHandler handler
    )
    {
        base.ConfigureHandler(context, handler);
        handler.PlaintextStreamFilter = static (connected, _) =>
            new(
                connected.NegotiatedHttpVersion.Major == 1
                    ? new BackendStream(connected.PlaintextStream)
                    : connected.PlaintextStream
            );
        handler.MaxResponseHeadersLength = LongestResponseHead / 1024;
        // A response that nobody wants any more ends its connection; reading on would keep the backend at work.
        handler.MaxResponseDrainSize = 0;
        handler.ConnectCallback = (connect, cancellationToken) =>
            connector.ConnectAsync(connect.DnsEndPoint, cancellationToken);
        // The connector has its own limit; twice that leaves the same time to the TLS handshake.
        handler.ConnectTimeout = options.Value.ConnectTimeout * 2;
        handler.PooledConnectionIdleTimeout = IdleTimeout;
        handler.PooledConnectionLifetime = Lifetime;
        // Trace headers pass as the client sent them, and a layer of the handler is saved.
        handler.ActivityHeadersPropagator = null;
    }
}

using System.Net;
using System.Text;
using LbPlatform.State.Model;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// Makes the HTTP client of each pool. A pool whose transport changes gets another one, and every pool where the
/// addresses change that backends may have: the former one's idle connections, which may go to what is forbidden now,
/// get no further request. Requests on the former one end undisturbed, and its connections with them.
/// </summary>
internal sealed partial class BackendClientFactory(
    BackendDialer dialer,
    IOptions<DataPlaneOptions> options,
    ILogger<BackendClientFactory> logger
) : IForwarderHttpClientFactory
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

    /// <summary>How long an HTTP/2 backend may take to answer a ping.</summary>
    public static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Bytes of one HTTP/2 response that may wait here for a client that reads slowly. Fixed, since the runtime would
    /// let it grow to 16 MiB and measure the way with pings, for which some servers end the connection.
    /// </summary>
    public const int StreamWindow = 1024 * 1024;

    /// <summary>Field values are bytes to us; Latin-1 is the encoding that keeps each.</summary>
    private static readonly Encoding Bytes = Encoding.Latin1;

    /// <inheritdoc />
    public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context)
    {
        var rules = ConnectionRules.Read(context.NewMetadata);
        var former = context.OldClient is null ? null : ConnectionRules.Read(context.OldMetadata);
        if (context.OldClient is { } old && rules == former)
        {
            return old;
        }

        var transport = rules.Transport;
        if (transport.Tls.Verify == TlsVerification.None && transport != former?.Transport)
        {
            Log.NotVerified(logger, ConnectionRules.PoolOf(context.NewMetadata));
        }

        return transport.ProxyProtocol == ProxyProtocol.Off
            ? Make(rules, default)
            : new ClientBoundInvoker(transport.ProxyProtocol, header => Make(rules, header));
    }

    private HttpMessageInvoker Make(ConnectionRules rules, ReadOnlyMemory<byte> greeting) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                // Trace headers pass as the client sent them, and a layer of the handler is saved.
                ActivityHeadersPropagator = null,
                RequestHeaderEncodingSelector = static (_, _) => Bytes,
                ResponseHeaderEncodingSelector = static (_, _) => Bytes,
                ConnectCallback = (connect, cancellationToken) =>
                    dialer.DialAsync(connect, rules, greeting, cancellationToken),
                PlaintextStreamFilter = static (connected, _) =>
                    new(
                        connected.NegotiatedHttpVersion.Major == 1
                            ? new BackendStream(connected.PlaintextStream)
                            : connected.PlaintextStream
                    ),
                MaxResponseHeadersLength = LongestResponseHead / 1024,
                // A response that nobody wants any more ends its connection; reading on would keep the backend at work.
                MaxResponseDrainSize = 0,
                // The dialer has its own limits, for connection and handshake each.
                ConnectTimeout = options.Value.ConnectTimeout * 3,
                PooledConnectionIdleTimeout = IdleTimeout,
                PooledConnectionLifetime = Lifetime,
                EnableMultipleHttp2Connections = true,
                InitialHttp2StreamWindowSize = StreamWindow,
                KeepAlivePingDelay = rules.Transport.PingInterval ?? Timeout.InfiniteTimeSpan,
                KeepAlivePingTimeout = PingTimeout,
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            },
            disposeHandler: true
        );

    private static partial class Log
    {
        [LoggerMessage(
            4140,
            LogLevel.Warning,
            "Pool {Pool} does not verify the certificates of its backends (tls.verify is none): whoever answers at their addresses gets its traffic. Set tls.ca to the authority that signed them, and verify to full"
        )]
        public static partial void NotVerified(ILogger logger, string pool);
    }
}

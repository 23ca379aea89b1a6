using System.Net.Security;
using System.Security.Authentication;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.State.Model;
using LbPlatform.State.Transport;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// A connection to a backend that is ready for requests: connected, begun with the PROXY protocol where the pool wants
/// it, encrypted where the URL says https. What fails here fails before a byte of a request is sent.
/// </summary>
internal sealed class BackendDialer(
    BackendConnector connector,
    BackendHandshake handshake,
    IOptions<DataPlaneOptions> options,
    TimeProvider time
)
{
    /// <summary>The stream that the client handler speaks HTTP over.</summary>
    /// <param name="connect">Where to, and for which request.</param>
    /// <param name="rules">The pool's rules.</param>
    /// <param name="greeting">What the connection begins with; may be empty.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="BackendConnectException">No such connection came about.</exception>
    public async ValueTask<Stream> DialAsync(
        SocketsHttpConnectionContext connect,
        ConnectionRules rules,
        ReadOnlyMemory<byte> greeting,
        CancellationToken cancellationToken
    )
    {
        var startedAt = time.GetTimestamp();
        var stream = await ConnectAsync(connect, rules, greeting, cancellationToken);
        AttemptRecord.Connected(connect.InitialRequestMessage, time, startedAt);
        return stream;
    }

    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext connect,
        ConnectionRules rules,
        ReadOnlyMemory<byte> greeting,
        CancellationToken cancellationToken
    )
    {
        var request = connect.InitialRequestMessage;
        var isTls = request.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var stream = await connector.ConnectAsync(
            connect.DnsEndPoint,
            rules.Addresses,
            cancellationToken
        );
        if (!isTls && greeting.IsEmpty)
        {
            return stream;
        }

        var where = $"{connect.DnsEndPoint.Host}:{connect.DnsEndPoint.Port}";
        using var late = new CancellationTokenSource(options.Value.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            late.Token,
            cancellationToken
        );
        try
        {
            await stream.WriteAsync(greeting, either.Token);
            return isTls
                ? await SecureAsync(
                    stream,
                    connect,
                    rules.Transport,
                    request.Version.Major,
                    either.Token
                )
                : stream;
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync();
            var isLate = late.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
            if (Explain(failure, where, request.Version.Major, isLate) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    private async Task<Stream> SecureAsync(
        Stream stream,
        SocketsHttpConnectionContext connect,
        BackendTransport transport,
        int version,
        CancellationToken cancellationToken
    )
    {
        var wanted = version == 1 ? SslApplicationProtocol.Http11 : SslApplicationProtocol.Http2;
        var tls = await handshake.ShakeHandsAsync(
            stream,
            transport.Tls,
            connect.DnsEndPoint.Host,
            wanted,
            cancellationToken
        );
        if (version == 1 || tls.NegotiatedApplicationProtocol == wanted)
        {
            return tls;
        }

        await tls.DisposeAsync();
        throw Disagree(version, failure: null);
    }

    private static BackendConnectException Disagree(int version, Exception? failure)
    {
        var (wanted, other) = version == 1 ? ("HTTP/1.1", "http2") : ("HTTP/2", "http1");
        return new(
            ConnectFault.Protocol,
            $"the backend does not agree to {wanted} (ALPN): let it, or set the pool's transport.protocol to {other}",
            failure
        );
    }

    /// <summary>The alert no_application_protocol (RFC 7301, 3.2), of which only the text reaches us.</summary>
    private static bool IsAboutAlpn(Exception failure) =>
        failure
            .GetBaseException()
            .Message.Contains("no application protocol", StringComparison.OrdinalIgnoreCase);

    private BackendConnectException? Explain(
        Exception failure,
        string where,
        int version,
        bool isLate
    ) =>
        failure switch
        {
            BackendConnectException => null,
            OperationCanceledException when isLate => new(
                ConnectFault.Timeout,
                $"no TLS handshake with {where} within {options.Value.ConnectTimeout.TotalMilliseconds} ms",
                failure
            ),
            OperationCanceledException => null,
            CertificateRefusedException or TlsFileException => new(
                ConnectFault.Tls,
                failure.Message,
                failure
            ),
            AuthenticationException when IsAboutAlpn(failure) => Disagree(version, failure),
            AuthenticationException => new(
                ConnectFault.Tls,
                $"the TLS handshake with {where} failed: {failure.GetBaseException().Message}",
                failure
            ),
            IOException => new(
                ConnectFault.Tls,
                $"{where} ended the connection in the TLS handshake: does it speak TLS on that port?",
                failure
            ),
            _ => null,
        };
}

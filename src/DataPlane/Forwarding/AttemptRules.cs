using System.Security.Authentication;
using LbPlatform.State.Transport;
using Yarp.ReverseProxy.Forwarder;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>What the forwarder's error means to us. Pure.</summary>
internal static class AttemptRules
{
    /// <summary>Judges an attempt by the forwarder's error, its exception and the status that the forwarder set.</summary>
    public static Attempt Judge(ForwarderError error, Exception? failure, int status) =>
        error switch
        {
            ForwarderError.None => Attempt.Answered,
            ForwarderError.Request => JudgeRequest(failure),
            // The client handler's own limit for connection and handshake is told by its inner exception.
            ForwarderError.RequestTimedOut when failure?.InnerException is TimeoutException => new(
                AttemptResult.NotConnected,
                "timeout"
            ),
            ForwarderError.RequestTimedOut => new(AttemptResult.TooSlow, "timeout"),
            ForwarderError.RequestBodyDestination
                when status == StatusCodes.Status504GatewayTimeout => new(
                AttemptResult.TooSlow,
                "timeout"
            ),
            ForwarderError.RequestBodyDestination
                when JudgeRequest(failure) is { Result: AttemptResult.Refused } refused => refused,
            ForwarderError.RequestBodyDestination => new(AttemptResult.Broken, "reset"),
            ForwarderError.RequestBodyClient or ForwarderError.RequestCreation => new(
                AttemptResult.ClientFault,
                "client",
                status is >= 400 and < 500 ? status : StatusCodes.Status400BadRequest
            ),
            ForwarderError.ResponseHeaders => new(
                AttemptResult.Malformed,
                "protocol",
                Detail: (failure as MalformedResponseException)?.Message ?? ""
            ),
            ForwarderError.ResponseBodyDestination => new(AttemptResult.CutShort, "reset"),
            ForwarderError.RequestCanceled
            or ForwarderError.RequestBodyCanceled
            or ForwarderError.ResponseBodyCanceled
            or ForwarderError.ResponseBodyClient => new(AttemptResult.ClientGone, "client"),
            // Upgraded connections end in many ways, all of them after the client had its answer.
            _ => Attempt.Answered,
        };

    // Error codes of HTTP/2 (RFC 9113, 7).
    private const long NoError = 0x0;
    private const long ProtocolError = 0x1;
    private const long FlowControlError = 0x3;
    private const long FrameSizeError = 0x6;
    private const long RefusedStream = 0x7;
    private const long CompressionError = 0x9;

    private static Attempt JudgeRequest(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case BackendConnectException connect:
                    return JudgeConnect(connect);
                case StaleConnectionException stale:
                    return new(stale.WasSent ? AttemptResult.Stale : AttemptResult.Unsent, "reset");
                // An HTTP/2 connection that ended in good order (GOAWAY, then its end), which the client handler takes for
                // good until it has seen the end.
                case HttpProtocolException { ErrorCode: NoError }:
                    return new(AttemptResult.Stale, "reset");
                case BackendRefusedException:
                case HttpProtocolException { ErrorCode: RefusedStream }:
                    return new(AttemptResult.Refused, "refused");
                case HttpProtocolException
                {
                    ErrorCode: ProtocolError
                        or FlowControlError
                        or FrameSizeError
                        or CompressionError
                }:
                    return new(AttemptResult.Malformed, "protocol");
                case IOException when TlsAlert.IsAboutUs(cause):
                    return new(
                        AttemptResult.NotConnected,
                        WordOf(ConnectFault.Tls),
                        Detail: TlsAlert.Explanation
                    );
                case AuthenticationException:
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.SecureConnectionError
                }:
                    return new(AttemptResult.NotConnected, WordOf(ConnectFault.Tls));
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.InvalidResponse
                        or HttpRequestError.ConfigurationLimitExceeded
                }:
                case HttpIOException
                {
                    HttpRequestError: HttpRequestError.InvalidResponse
                        or HttpRequestError.ConfigurationLimitExceeded
                }:
                    return new(AttemptResult.Malformed, "protocol");
            }
        }

        return new(AttemptResult.Broken, "reset");
    }

    private static Attempt JudgeConnect(BackendConnectException failure) =>
        new(
            failure.Fault == ConnectFault.Forbidden
                ? AttemptResult.Forbidden
                : AttemptResult.NotConnected,
            WordOf(failure.Fault),
            Detail: failure.Fault
                is ConnectFault.Tls
                    or ConnectFault.Protocol
                    or ConnectFault.Forbidden
                ? failure.Message
                : ""
        );

    private static string WordOf(ConnectFault fault) =>
        fault switch
        {
            ConnectFault.Refused => "refused",
            ConnectFault.Timeout => "timeout",
            ConnectFault.Dns => "dns",
            ConnectFault.Tls => "tls",
            ConnectFault.Protocol => "protocol",
            ConnectFault.Forbidden => "forbidden",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
}

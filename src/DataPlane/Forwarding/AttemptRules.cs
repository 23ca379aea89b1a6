using System.Security.Authentication;
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
            ForwarderError.RequestBodyDestination => new(AttemptResult.Broken, "reset"),
            ForwarderError.RequestBodyClient or ForwarderError.RequestCreation => new(
                AttemptResult.ClientFault,
                "client",
                status is >= 400 and < 500 ? status : StatusCodes.Status400BadRequest
            ),
            ForwarderError.ResponseHeaders => new(
                AttemptResult.Malformed,
                "protocol",
                Fault: (failure as MalformedResponseException)?.Message
            ),
            ForwarderError.ResponseBodyDestination => new(AttemptResult.CutShort, "reset"),
            ForwarderError.RequestCanceled
            or ForwarderError.RequestBodyCanceled
            or ForwarderError.ResponseBodyCanceled
            or ForwarderError.ResponseBodyClient => new(AttemptResult.ClientGone, "client"),
            // Upgraded connections end in many ways, all of them after the client had its answer.
            _ => Attempt.Answered,
        };

    private static Attempt JudgeRequest(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case BackendConnectException connect:
                    return new(AttemptResult.NotConnected, WordOf(connect.Fault));
                case StaleConnectionException stale:
                    return new(stale.WasSent ? AttemptResult.Stale : AttemptResult.Unsent, "reset");
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

    private static string WordOf(ConnectFault fault) =>
        fault switch
        {
            ConnectFault.Refused => "refused",
            ConnectFault.Timeout => "timeout",
            ConnectFault.Dns => "dns",
            ConnectFault.Tls => "tls",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
}

using System.Net.Sockets;
using System.Security.Authentication;
using LbPlatform.State.Transport;

namespace LbPlatform.Poller.Probing;

/// <summary>What an exception says: whose fault it is, in the closed list of outcomes, and what was seen in a few words.</summary>
/// <param name="Outcome">What became of the probe.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Reach">How far the probe got.</param>
internal readonly record struct ProbeFault(
    ProbeOutcome Outcome,
    string Detail,
    ProbeReach Reach = ProbeReach.Host
)
{
    /// <summary>Reads the exception with which a probe ended at <paramref name="step"/>, not being cancelled.</summary>
    public static ProbeFault Of(Exception failure, ProbeStep step, TimeSpan timeout) =>
        failure switch
        {
            ProbeFailureException own => new(own.Outcome, own.Message, ReachOf(own)),
            OperationCanceledException => TimedOut(step, timeout),
            SocketException socket => OfSocket(socket, step),
            CertificateRefusedException => new(ProbeOutcome.Tls, failure.Message),
            TlsFileException => OwnFault(failure.Message),
            AuthenticationException => new(
                ProbeOutcome.Tls,
                $"TLS handshake failed: {failure.GetBaseException().Message}"
            ),
            HttpRequestException => OfHttp2(failure, step, timeout),
            IOException when TlsAlert.IsAboutUs(failure) => new(
                ProbeOutcome.Tls,
                TlsAlert.Explanation
            ),
            IOException { InnerException: SocketException socket }
                when OfSocket(socket, step).Outcome == ProbeOutcome.Error => OfSocket(socket, step),
            IOException when step == ProbeStep.Handshake => new(
                ProbeOutcome.Tls,
                "the connection broke in the TLS handshake"
            ),
            IOException { InnerException: SocketException socket } => OfSocket(socket, step),
            IOException => new(ProbeOutcome.Reset, "the connection broke"),
            OutOfMemoryException => OwnFault("no memory"),
            _ => OwnFault(failure.Message),
        };

    /// <summary>What the HTTP/2 client says; a broken connection is told by the exception within.</summary>
    private static ProbeFault OfHttp2(Exception failure, ProbeStep step, TimeSpan timeout)
    {
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpProtocolException protocol:
                    return new(ProbeOutcome.Protocol, $"HTTP/2 failed: {protocol.Message}");
                case SocketException socket:
                    return OfSocket(socket, step);
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return new(ProbeOutcome.Reset, "connection closed without an answer");
                case IOException io and not HttpIOException:
                    return Of(io, step, timeout);
            }
        }

        return failure is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            ? new(ProbeOutcome.Reset, "connection closed without an answer")
            : new(ProbeOutcome.Protocol, $"the answer is not HTTP/2: {failure.Message}");
    }

    private static ProbeFault TimedOut(ProbeStep step, TimeSpan timeout)
    {
        var time = DurationText.Format(timeout);
        return step switch
        {
            ProbeStep.Resolve => new(
                ProbeOutcome.Dns,
                $"the name was not resolved within {time}",
                ProbeReach.NoNames
            ),
            ProbeStep.Connect => new(
                ProbeOutcome.Timeout,
                $"no connection within {time}",
                ProbeReach.NoNetwork
            ),
            ProbeStep.Body => new(
                ProbeOutcome.Timeout,
                $"the expected text did not come within {time}"
            ),
            ProbeStep.Handshake => new(ProbeOutcome.Timeout, $"no TLS handshake within {time}"),
            _ => new(ProbeOutcome.Timeout, $"no answer within {time}"),
        };
    }

    private static ProbeFault OfSocket(SocketException failure, ProbeStep step) =>
        failure.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => new(ProbeOutcome.Refused, "connection refused"),
            SocketError.HostUnreachable or SocketError.HostDown => new(
                ProbeOutcome.Refused,
                "host unreachable",
                ProbeReach.NoNetwork
            ),
            SocketError.NetworkUnreachable => new(
                ProbeOutcome.Refused,
                "network unreachable",
                ProbeReach.NoNetwork
            ),
            SocketError.HostNotFound or SocketError.NoData => new(
                ProbeOutcome.Dns,
                "the name has no address",
                ProbeReach.Names
            ),
            SocketError.TryAgain or SocketError.NoRecovery => new(
                ProbeOutcome.Dns,
                "the name server does not answer",
                ProbeReach.NoNames
            ),
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
                new(
                    ProbeOutcome.Reset,
                    step == ProbeStep.Connect
                        ? "connection reset while connecting"
                        : "connection reset before the answer"
                ),
            SocketError.TimedOut => new(
                ProbeOutcome.Timeout,
                "the connection timed out",
                step == ProbeStep.Connect ? ProbeReach.NoNetwork : ProbeReach.Host
            ),
            SocketError.TooManyOpenSockets => OwnFault("too many open files; raise its limit"),
            SocketError.NoBufferSpaceAvailable => OwnFault("no buffer space"),
            SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse => OwnFault(
                "no free local port or address"
            ),
            SocketError.AccessDenied => OwnFault("this machine forbids the connection"),
            SocketError.AddressFamilyNotSupported => OwnFault(
                "this machine has no network of that address family"
            ),
            SocketError.NetworkDown => OwnFault("this machine's network is down"),
            var other => OwnFault($"socket error {other}"),
        };

    private static ProbeReach ReachOf(ProbeFailureException failure) =>
        failure.Outcome switch
        {
            ProbeOutcome.Error => ProbeReach.None,
            ProbeOutcome.Dns => ProbeReach.Names,
            _ => ProbeReach.Host,
        };

    private static ProbeFault OwnFault(string what) =>
        new(ProbeOutcome.Error, $"the poller cannot probe: {what}", ProbeReach.None);
}

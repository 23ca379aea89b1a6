using System.Net.Security;
using System.Net.Sockets;
using LbPlatform.Poller.Scheduling;
using LbPlatform.State.Transport;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Probes with one question over a connection of its own, reading no more than is looked at: no pool, no redirects,
/// no decoding, so that ten thousand backends cost little. A sick backend is a result, never an exception.
/// </summary>
/// <param name="resolver">Finds addresses.</param>
/// <param name="handshake">TLS by the rules of the backend's pool.</param>
/// <param name="time">The clock.</param>
internal sealed class BackendProber(
    AddressResolver resolver,
    BackendHandshake handshake,
    TimeProvider time
) : IProber
{
    /// <summary>An expected answer that took more than this part of the time-out is <see cref="ProbeOutcome.Slow"/>.</summary>
    public const double SlowPart = 0.5;

    public async Task<ProbeReport> ProbeAsync(
        ProbeTarget target,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        var attempt = new ProbeAttempt { StartedAt = time.GetTimestamp() };
        try
        {
            return await AskAsync(target, attempt, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return Report(
                target,
                time.GetElapsedTime(attempt.StartedAt),
                new(ProbeOutcome.Cancelled, "the poller stopped it", ProbeReach.None)
            );
        }
        catch (Exception failure)
        {
            var timeout =
                attempt.Step == ProbeStep.Resolve ? AddressResolver.Timeout : target.Timeout;
            return Report(
                target,
                time.GetElapsedTime(attempt.StartedAt),
                ProbeFault.Of(failure, attempt.Step, timeout)
            );
        }
    }

    private async Task<ProbeReport> AskAsync(
        ProbeTarget target,
        ProbeAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        var addresses = await resolver.ResolveAsync(
            target.Url.Host,
            target.Addresses,
            cancellationToken
        );
        attempt.StartedAt = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(target.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            cancellationToken
        );
        attempt.Step = ProbeStep.Connect;
        using var socket = await Connector.ConnectAsync(
            addresses,
            target.Port,
            target.Timeout,
            time,
            either.Token
        );
        await using var stream = await OpenAsync(socket, target, attempt, either.Token);
        attempt.Step = ProbeStep.Answer;
        var answer = await AskAsync(stream, target, attempt, either.Token);
        var report = Judge(target, answer, time.GetElapsedTime(attempt.StartedAt));
        if (target is { Settings.Kind: ProbeKind.Http, SpeaksHttp2: false })
        {
            await PoliteClose.DrainAsync(socket, stream, time);
        }

        return report;
    }

    private async Task<Stream> OpenAsync(
        Socket socket,
        ProbeTarget target,
        ProbeAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        var transport = new NetworkStream(socket, ownsSocket: false);
        await transport.WriteAsync(
            ProxyHeader.Own(target.Transport.ProxyProtocol),
            cancellationToken
        );
        if (!target.IsTls)
        {
            return transport;
        }

        attempt.Step = ProbeStep.Handshake;
        return await handshake.ShakeHandsAsync(
            transport,
            target.Transport.Tls,
            target.Url.Host,
            target.SpeaksHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11,
            cancellationToken
        );
    }

    private static Task<ProbeAnswer> AskAsync(
        Stream stream,
        ProbeTarget target,
        ProbeAttempt attempt,
        CancellationToken cancellationToken
    ) =>
        target.Settings.Kind switch
        {
            ProbeKind.Tcp => TcpQuestion.AskAsync(stream, target, attempt, cancellationToken),
            ProbeKind.Grpc => GrpcQuestion.AskAsync(stream, target, cancellationToken),
            _ when target.SpeaksHttp2 => Http2Question.AskAsync(
                stream,
                target,
                attempt,
                cancellationToken
            ),
            _ => Http1Question.AskAsync(stream, target, attempt, cancellationToken),
        };

    private ProbeReport Judge(ProbeTarget target, ProbeAnswer answer, TimeSpan latency) =>
        Report(
            target,
            latency,
            answer.Fault
                ?? (
                    latency <= target.Timeout * SlowPart
                        ? new(ProbeOutcome.Ok, "")
                        : new(
                            ProbeOutcome.Slow,
                            $"answered after {DurationText.Format(latency)} of {DurationText.Format(target.Timeout)}"
                        )
                ),
            answer.StatusCode
        );

    private ProbeReport Report(
        ProbeTarget target,
        TimeSpan latency,
        ProbeFault found,
        int? status = null
    ) =>
        new(
            new(
                target.BackendId,
                time.GetUtcNow(),
                found.Outcome,
                latency,
                status,
                found.Detail switch
                {
                    "" => null,
                    { Length: > ProbeResult.LongestDetail } => found.Detail[
                        ..ProbeResult.LongestDetail
                    ],
                    _ => found.Detail,
                }
            ),
            found.Reach
        );
}

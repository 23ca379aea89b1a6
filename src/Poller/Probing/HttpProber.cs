using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using LbPlatform.Poller.Scheduling;
using LbPlatform.State.Transport;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Probes with one GET over a connection of its own and reads no more than the answer's head: no pool, no redirects,
/// no decoding, so that ten thousand backends cost little. A sick backend is a result, never an exception.
/// </summary>
/// <param name="resolver">Finds addresses.</param>
/// <param name="handshake">TLS by the rules of the backend's pool.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpProber(
    AddressResolver resolver,
    BackendHandshake handshake,
    TimeProvider time
) : IProber
{
    /// <summary>An expected answer that took more than this part of the time-out is <see cref="ProbeOutcome.Slow"/>.</summary>
    public const double SlowPart = 0.5;

    /// <summary>Bytes read at once.</summary>
    private const int ReadBytes = 2048;

    /// <summary>Most bytes of a body that are taken off the server's hands before the connection is cut.</summary>
    private const int MostDrainedBytes = 64 * 1024;

    /// <summary>Longest wait for the server to close the connection by itself.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(100);

    public async Task<ProbeResult> ProbeAsync(
        ProbeTarget target,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        var attempt = new Attempt { StartedAt = time.GetTimestamp() };
        try
        {
            var status = await AskAsync(target, attempt, cancellationToken);
            return Judge(target, status, attempt);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return Result(target, attempt, new(ProbeOutcome.Cancelled, "the poller stopped it"));
        }
        catch (Exception failure)
        {
            var timeout =
                attempt.Step == ProbeStep.Resolve ? AddressResolver.Timeout : target.Timeout;
            return Result(target, attempt, ProbeFault.Of(failure, attempt.Step, timeout));
        }
    }

    private async Task<int> AskAsync(
        ProbeTarget target,
        Attempt attempt,
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
            target.Url.Port,
            target.Timeout,
            time,
            either.Token
        );
        await using var stream = await OpenAsync(socket, target, attempt, either.Token);
        attempt.Step = ProbeStep.Answer;
        if (target.Transport.Protocol == BackendProtocol.Http2)
        {
            var answered = await Http2Question.AskAsync(stream, target, either.Token);
            attempt.Latency = time.GetElapsedTime(attempt.StartedAt);
            return answered;
        }

        await stream.WriteAsync(ProbeRequest.For(target), either.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var status = await ReadHeadAsync(stream, buffer, either.Token);
            attempt.Latency = time.GetElapsedTime(attempt.StartedAt);
            await DrainAsync(socket, stream, buffer);
            return status;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Stream> OpenAsync(
        Socket socket,
        ProbeTarget target,
        Attempt attempt,
        CancellationToken cancellationToken
    )
    {
        var transport = new NetworkStream(socket, ownsSocket: false);
        await transport.WriteAsync(
            ProxyHeader.Own(target.Transport.ProxyProtocol),
            cancellationToken
        );
        if (target.Url.Scheme != Uri.UriSchemeHttps)
        {
            return transport;
        }

        attempt.Step = ProbeStep.Handshake;
        return await handshake.ShakeHandsAsync(
            transport,
            target.Transport.Tls,
            target.Url.Host,
            target.Transport.Protocol == BackendProtocol.Http2
                ? SslApplicationProtocol.Http2
                : SslApplicationProtocol.Http11,
            cancellationToken
        );
    }

    private static async Task<int> ReadHeadAsync(
        Stream stream,
        byte[] buffer,
        CancellationToken cancellationToken
    )
    {
        var head = new ResponseHead();
        while (true)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                throw new ProbeFailureException(
                    ProbeOutcome.Reset,
                    head.HasBegun
                        ? "connection closed within the answer's head"
                        : "connection closed without an answer"
                );
            }

            if (head.Read(buffer.AsSpan(0, count)) is { } status)
            {
                return status;
            }
        }
    }

    /// <summary>
    /// Lets the server finish and close first, which costs neither side a TIME_WAIT of ours nor a reset in its log.
    /// One that goes on sending, or keeps the connection, is cut off.
    /// </summary>
    private async Task DrainAsync(Socket socket, Stream stream, byte[] buffer)
    {
        using var timeout = new CancellationTokenSource(DrainTimeout, time);
        try
        {
            var drained = 0;
            while (drained < MostDrainedBytes)
            {
                var count = await stream.ReadAsync(buffer, timeout.Token);
                if (count == 0)
                {
                    socket.LingerState = new LingerOption(enable: false, seconds: 0);
                    return;
                }

                drained += count;
            }
        }
        catch (Exception failure)
            when (failure is IOException or SocketException or OperationCanceledException)
        {
            // The answer's head is there: how the connection ends is no matter of the backend's health.
        }
    }

    private ProbeResult Judge(ProbeTarget target, int status, Attempt attempt)
    {
        var expected = target.Settings.ExpectedStatus;
        if (!expected.Contains(status))
        {
            return Result(
                target,
                attempt,
                new(ProbeOutcome.Status, $"got {status}, expected {expected}"),
                status
            );
        }

        return attempt.Latency <= target.Timeout * SlowPart
            ? Result(target, attempt, new(ProbeOutcome.Ok, ""), status)
            : Result(
                target,
                attempt,
                new(
                    ProbeOutcome.Slow,
                    $"answered after {DurationText.Format(attempt.Latency!.Value)} of {DurationText.Format(target.Timeout)}"
                ),
                status
            );
    }

    private ProbeResult Result(
        ProbeTarget target,
        Attempt attempt,
        ProbeFault found,
        int? status = null
    ) =>
        new(
            target.BackendId,
            time.GetUtcNow(),
            found.Outcome,
            attempt.Latency ?? time.GetElapsedTime(attempt.StartedAt),
            status,
            found.Detail switch
            {
                "" => null,
                { Length: > ProbeResult.LongestDetail } => found.Detail[
                    ..ProbeResult.LongestDetail
                ],
                _ => found.Detail,
            }
        );

    private sealed class Attempt
    {
        public ProbeStep Step { get; set; }

        public long StartedAt { get; set; }

        public TimeSpan? Latency { get; set; }
    }
}

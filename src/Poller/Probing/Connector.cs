using System.Net;
using System.Net.Sockets;

namespace LbPlatform.Poller.Probing;

/// <summary>Connects to the first of a host's addresses that accepts.</summary>
internal static class Connector
{
    /// <summary>
    /// A connected socket. Each address gets its share of the time that is left, so that one that swallows packets
    /// does not hide the next. What the poller cannot do itself (an address family that this machine has not) is
    /// reported only where no address says anything of the backend.
    /// </summary>
    /// <exception cref="SocketException">No address accepts.</exception>
    public static async Task<Socket> ConnectAsync(
        IReadOnlyList<IPAddress> addresses,
        int port,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        Exception? verdict = null;
        var started = time.GetTimestamp();
        for (var i = 0; i < addresses.Count; i++)
        {
            var left = timeout - time.GetElapsedTime(started);
            var share = left > TimeSpan.Zero ? left / (addresses.Count - i) : TimeSpan.Zero;
            using var turn = new CancellationTokenSource(share, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(
                turn.Token,
                cancellationToken
            );
            try
            {
                return await ConnectAsync(new IPEndPoint(addresses[i], port), either.Token);
            }
            catch (Exception failure)
                when (failure is SocketException or OperationCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            {
                verdict = verdict is null || IsOwnFault(verdict) ? failure : verdict;
            }
        }

        throw verdict ?? new ProbeFailureException(ProbeOutcome.Dns, "the name has no address");
    }

    private static async Task<Socket> ConnectAsync(
        IPEndPoint address,
        CancellationToken cancellationToken
    )
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            // Thousands of probes a minute that close first would use up the local ports in TIME_WAIT.
            LingerState = new LingerOption(enable: true, seconds: 0),
        };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsOwnFault(Exception failure) =>
        ProbeFault.Of(failure, ProbeStep.Connect, TimeSpan.Zero).Outcome.IsInconclusive();
}

using System.Buffers;
using System.Diagnostics;

namespace LbPlatform.DataPlane.Upgrades;

/// <summary>
/// Carries bytes between a client and a backend whose connections have switched, whatever they say. A direction holds a
/// buffer only while it has bytes, so that a quiet connection costs none, and reads on only when they are written, so that
/// a slow reader slows its writer.
/// </summary>
internal sealed class Tunnel(
    Stream client,
    Stream backend,
    bool isWebSocket,
    TimeSpan idleTimeout,
    TimeProvider time,
    Action<int> count
)
{
    /// <summary>Bytes that a direction holds at most.</summary>
    public const int BufferSize = 32 * 1024;

    /// <summary>
    /// How long, once the client has ended its side, what is left may take: its own last bytes to the backend, and the
    /// backend's answer to them.
    /// </summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    /// <summary>How long, once the connection is to be closed, both sides may take to say goodbye.</summary>
    public static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    private enum Direction
    {
        Ended,
        ReadBroke,
        WriteBroke,
        Stopped,
    }

    /// <summary>Ends when one side has ended, with what it said before delivered. Never throws.</summary>
    /// <param name="clientGone">The client's connection has ended.</param>
    /// <param name="closing">
    /// It is to be closed: WebSocket with a Close frame to both sides, anything else by its end.
    /// </param>
    public async Task<TunnelEnd> RunAsync(
        CancellationToken clientGone,
        CancellationToken closing = default
    )
    {
        // A source goes by this clock only where it is made with a time, which is taken back at once.
        using var stop = new CancellationTokenSource(Linger, time);
        stop.CancelAfter(Timeout.InfiniteTimeSpan);
        var isIdle = false;
        using var idle = new IdleWatch(
            idleTimeout,
            time,
            () =>
            {
                isIdle = true;
                Stop(stop);
            }
        );
        // Its connection has ended, but what it said before is still there to be read.
        using var lingers = clientGone.UnsafeRegister(_ => Stop(stop, Linger), null);

        using var upward = new TunnelLane(backend, isWebSocket, isMasked: true);
        using var downward = new TunnelLane(client, isWebSocket, isMasked: false);
        var goodbyes = Task.CompletedTask;
        var up = CopyAsync(client, upward, idle, isCounted: false, stop.Token);
        var down = CopyAsync(backend, downward, idle, isCounted: true, stop.Token);
        // Disposed before the lanes: when this ends, no goodbye begins any more.
        var closes = closing.UnsafeRegister(
            _ =>
            {
                Stop(stop, isWebSocket ? Goodbye : TimeSpan.Zero);
                if (isWebSocket)
                {
                    goodbyes = Task.WhenAll(
                        upward.CloseAsync(stop.Token),
                        downward.CloseAsync(stop.Token)
                    );
                }
            },
            null
        );
        var isClientFirst = await Task.WhenAny(up, down) == up;
        var first = await (isClientFirst ? up : down);
        if (isClientFirst && first == Direction.Ended)
        {
            // It may still listen (over HTTP/2), unless its whole connection is gone.
            Stop(stop, closing.IsCancellationRequested ? Goodbye : Linger);
            using var gone = clientGone.UnsafeRegister(_ => Stop(stop), null);
            await down;
        }
        else
        {
            Stop(stop);
            await Task.WhenAll(up, down);
        }

        await closes.DisposeAsync();
        await goodbyes;
        return isIdle ? TunnelEnd.Idle
            : closing.IsCancellationRequested ? TunnelEnd.Drained
            : isClientFirst
                ? EndOf(first, TunnelEnd.ClientEnded, TunnelEnd.ClientBroke, TunnelEnd.BackendBroke)
            : EndOf(first, TunnelEnd.BackendEnded, TunnelEnd.BackendBroke, TunnelEnd.ClientBroke);
    }

    private static TunnelEnd EndOf(
        Direction direction,
        TunnelEnd ended,
        TunnelEnd readBroke,
        TunnelEnd writeBroke
    ) =>
        direction switch
        {
            Direction.Ended => ended,
            Direction.ReadBroke => readBroke,
            Direction.WriteBroke => writeBroke,
            // Only a client that is gone stops a direction before either has ended.
            _ => TunnelEnd.ClientBroke,
        };

    private static void Stop(CancellationTokenSource stop, TimeSpan after = default)
    {
        try
        {
            if (after == TimeSpan.Zero)
            {
                stop.Cancel();
            }
            else
            {
                stop.CancelAfter(after);
            }
        }
        catch (ObjectDisposedException)
        {
            // It has ended in the meantime.
        }
    }

    private async Task<Direction> CopyAsync(
        Stream from,
        TunnelLane to,
        IdleWatch idle,
        bool isCounted,
        CancellationToken stop
    )
    {
        var isWriting = false;
        try
        {
            while (true)
            {
                // Waits for bytes without a buffer to put them into.
                var none = await from.ReadAsync(Memory<byte>.Empty, stop);
                Debug.Assert(none == 0);
                var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                try
                {
                    var read = await from.ReadAsync(buffer, stop);
                    if (read == 0)
                    {
                        return Direction.Ended;
                    }

                    idle.Hear();
                    isWriting = true;
                    var written = await to.WriteAsync(buffer.AsMemory(0, read), stop);
                    isWriting = false;
                    idle.Hear();
                    if (isCounted)
                    {
                        count(written);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Direction.Stopped;
        }
        catch (Exception)
        {
            // Streams of three libraries: each breaks with exceptions of its own.
            return isWriting ? Direction.WriteBroke : Direction.ReadBroke;
        }
    }
}

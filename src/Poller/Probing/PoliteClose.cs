using System.Buffers;
using System.Net.Sockets;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Lets the server finish and close first, which costs neither side a TIME_WAIT of ours nor a reset in its log.
/// One that goes on sending, or keeps the connection, is cut off.
/// </summary>
internal static class PoliteClose
{
    /// <summary>Bytes read at once.</summary>
    private const int ReadBytes = 2048;

    /// <summary>Most bytes of a body that are taken off the server's hands before the connection is cut.</summary>
    private const int MostDrainedBytes = 64 * 1024;

    /// <summary>Longest wait for the server to close the connection by itself.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads what still comes, then leaves.</summary>
    public static async Task DrainAsync(Socket socket, Stream stream, TimeProvider time)
    {
        using var timeout = new CancellationTokenSource(DrainTimeout, time);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
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
            // The answer has been judged: how the connection ends is no matter of the backend's health.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

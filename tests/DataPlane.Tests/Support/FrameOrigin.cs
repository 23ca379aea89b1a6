using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>
/// A backend that speaks HTTP/2 by hand, frame by frame, for what no real server does. It answers the settings and the
/// pings; the test answers the rest.
/// </summary>
internal sealed class FrameOrigin : IAsyncDisposable
{
    public const byte Data = 0x0;
    public const byte Headers = 0x1;
    public const byte ResetStream = 0x3;
    public const byte Settings = 0x4;
    public const byte Ping = 0x6;
    public const byte GoAway = 0x7;
    public const byte EndStream = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Acknowledged = 0x1;

    /// <summary>The field block of a response with status 200 and nothing else (HPACK's static table).</summary>
    public static readonly byte[] Status200 = [0x88];

    private const int PrefaceLength = 24;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Connection, Frame, Task> _serve;
    private readonly ConcurrentBag<TcpClient> _clients = [];

    public FrameOrigin(Func<Connection, Frame, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Every frame that came.</summary>
    public ConcurrentQueue<Frame> Frames { get; } = new();

    public int Connections => _clients.Count;

    public int Requests => Frames.Count(static frame => frame.Type == Headers);

    /// <summary>Answers a complete 200.</summary>
    public static Task AnswerAsync(Connection connection, int stream) =>
        connection.SendAsync(Headers, EndStream | EndHeaders, stream, Status200);

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            var connection = new Connection(client.GetStream());
            await connection.ReadExactlyAsync(PrefaceLength);
            await connection.SendAsync(Settings, 0, 0, []);
            while (true)
            {
                var frame = await connection.ReadFrameAsync();
                Frames.Enqueue(frame);
                if (frame is { Type: Settings, Flags: 0 })
                {
                    await connection.SendAsync(Settings, Acknowledged, 0, []);
                }
                else if (frame is { Type: Ping, Flags: 0 })
                {
                    await connection.SendAsync(Ping, Acknowledged, 0, frame.Payload);
                }

                await _serve(connection, frame);
            }
        }
        catch (Exception failure)
            when (failure is IOException or SocketException or ObjectDisposedException)
        {
            // The proxy, or the test, ended it.
        }
    }

    internal sealed record Frame(byte Type, byte Flags, int Stream, byte[] Payload);

    internal sealed class Connection(NetworkStream stream)
    {
        public async Task<byte[]> ReadExactlyAsync(int count)
        {
            var bytes = new byte[count];
            await stream.ReadExactlyAsync(bytes);
            return bytes;
        }

        public async Task<Frame> ReadFrameAsync()
        {
            var head = await ReadExactlyAsync(9);
            var payload = await ReadExactlyAsync((head[0] << 16) | (head[1] << 8) | head[2]);
            return new(
                head[3],
                head[4],
                BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)),
                payload
            );
        }

        public async Task SendAsync(byte type, int flags, int onStream, byte[] payload)
        {
            var frame = new byte[9 + payload.Length];
            frame[1] = (byte)(payload.Length >> 8);
            frame[2] = (byte)payload.Length;
            frame[3] = type;
            frame[4] = (byte)flags;
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), onStream);
            payload.CopyTo(frame, 9);
            await stream.WriteAsync(frame);
        }

        /// <summary>Ends a stream with an error.</summary>
        public Task ResetAsync(int onStream, int code) =>
            SendAsync(ResetStream, 0, onStream, [0, 0, 0, (byte)code]);

        /// <summary>Takes no stream above <paramref name="last"/>, and no new one.</summary>
        public Task GoAwayAsync(int last, int code) =>
            SendAsync(GoAway, 0, 0, [0, 0, 0, (byte)last, 0, 0, 0, (byte)code]);

        public void Close() => stream.Dispose();
    }
}

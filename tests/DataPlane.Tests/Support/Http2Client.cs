using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A client that writes and reads the frames of HTTP/2 itself (RFC 9113), so that it can break every rule.</summary>
internal sealed class Http2Client : IDisposable
{
    public const byte Data = 0;
    public const byte HeadersFrame = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    public const byte EndStream = 1;
    public const byte Ack = 1;
    public const byte EndHeaders = 4;

    private readonly IDisposable _connection;

    private Http2Client(IDisposable connection, Stream stream) =>
        (_connection, Stream) = (connection, stream);

    public Stream Stream { get; }

    /// <summary>Begins a connection with prior knowledge.</summary>
    public static async Task<Http2Client> ConnectAsync(int port)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync("127.0.0.1", port);
        return await BeginAsync(new Http2Client(tcp, tcp.GetStream()));
    }

    /// <summary>Begins a connection over TLS, agreed by ALPN.</summary>
    public static async Task<Http2Client> ConnectAsync(
        int port,
        string serverName,
        Action<SslClientAuthenticationOptions>? adjust = null,
        byte[]? before = null
    )
    {
        var tls = await TlsClient.ConnectAsync(
            port,
            serverName,
            options =>
            {
                options.ApplicationProtocols = [SslApplicationProtocol.Http2];
                adjust?.Invoke(options);
            },
            before
        );
        Assert.Equal(SslApplicationProtocol.Http2, tls.Stream.NegotiatedApplicationProtocol);
        return await BeginAsync(new Http2Client(tls, tls.Stream));
    }

    private static async Task<Http2Client> BeginAsync(Http2Client client)
    {
        await client.Stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        // No dynamic table (1): what the server sends can be read as it stands.
        await client.SendAsync(Settings, 0, 0, [0, 1, 0, 0, 0, 0]);
        return client;
    }

    public Task SendAsync(byte type, byte flags, int stream, byte[] payload) =>
        Stream.WriteAsync(Frame(type, flags, stream, payload)).AsTask();

    public static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    /// <summary>A block of fields, each written out (HPACK, 6.2.2).</summary>
    public static byte[] Fields(params (string Name, string Value)[] fields) =>
        [
            .. fields.SelectMany(static field =>
                (byte[])[0, .. Text(field.Name), .. Text(field.Value)]
            ),
        ];

    /// <summary>What every request has.</summary>
    public static byte[] Request(
        string path = "/",
        string method = "GET",
        string scheme = "http",
        string authority = "a.test"
    ) =>
        Fields(
            (":method", method),
            (":scheme", scheme),
            (":path", path),
            (":authority", authority)
        );

    /// <summary>Asks without a body, and reads the answer's frames.</summary>
    public async Task<List<Http2Frame>> AskAsync(int stream, byte[] fields)
    {
        await SendAsync(HeadersFrame, EndHeaders | EndStream, stream, fields);
        return await ReadUntilAsync(f =>
            (f.Stream == stream && (f.IsLast || f.Type == Reset)) || f.Type == GoAway
        );
    }

    /// <summary>The next frame; <c>null</c> where the server has ended.</summary>
    public async Task<Http2Frame?> ReadAsync()
    {
        try
        {
            var head = new byte[9];
            await Stream.ReadExactlyAsync(head).AsTask().WaitAsync(Eventually.Patience);
            var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >>> 8];
            await Stream.ReadExactlyAsync(payload).AsTask().WaitAsync(Eventually.Patience);
            return new(
                head[3],
                head[4],
                BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)),
                payload
            );
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Frames up to the first one that <paramref name="last"/> accepts, that included; all where none is.</summary>
    public async Task<List<Http2Frame>> ReadUntilAsync(Func<Http2Frame, bool> last)
    {
        List<Http2Frame> frames = [];
        while (await ReadAsync() is { } frame)
        {
            frames.Add(frame);
            if (last(frame))
            {
                break;
            }
        }

        return frames;
    }

    public void Dispose() => _connection.Dispose();

    private static byte[] Text(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return bytes.Length < 127
            ? [(byte)bytes.Length, .. bytes]
            : [127, .. Rest(bytes.Length - 127), .. bytes];
    }

    private static IEnumerable<byte> Rest(int number)
    {
        for (; number >= 128; number >>= 7)
        {
            yield return (byte)(number | 128);
        }

        yield return (byte)number;
    }
}

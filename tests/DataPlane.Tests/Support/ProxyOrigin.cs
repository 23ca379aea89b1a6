using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>
/// A backend that takes only connections that begin with the PROXY protocol, reads it strictly, and answers each request
/// with the client's address that it named.
/// </summary>
internal sealed partial class ProxyOrigin : IAsyncDisposable
{
    private static readonly byte[] Signature = "\r\n\r\n\0\r\nQUIT\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly X509Certificate2? _certificate;

    private readonly int _answers;

    /// <summary>Starts it.</summary>
    /// <param name="certificate">Its own, where it speaks TLS behind the greeting.</param>
    /// <param name="answers">Answers of one connection; a further request ends it unanswered.</param>
    public ProxyOrigin(X509Certificate2? certificate = null, int answers = int.MaxValue)
    {
        _certificate = certificate;
        _answers = answers;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url =>
        $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What each connection began with, in order: a source address with port, or why it was refused.</summary>
    public ConcurrentQueue<string> Greetings { get; } = new();

    /// <summary>The request lines that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Connections that stand.</summary>
    public int Open => _open.Count;

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var client in _open.Keys)
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
                _open[client] = true;
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
            Stream stream = client.GetStream();
            var source = await ReadGreetingAsync(stream);
            Greetings.Enqueue(source);
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(_certificate);
                stream = tls;
            }

            var wire = new Wire(stream);
            for (var n = 0; await wire.ReadHeadAsync() is { } head && n <= _answers; n++)
            {
                Requests.Enqueue(head[..head.IndexOf("\r\n", StringComparison.Ordinal)]);
                await wire.ReadBodyAsync(head);
                if (n == _answers)
                {
                    return;
                }

                await wire.WriteAsync(
                    $"HTTP/1.1 200 OK\r\nContent-Length: {source.Length}\r\n\r\n{source}"
                );
            }
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or SocketException
                        or ObjectDisposedException
                        or FormatException
            )
        {
            Greetings.Enqueue($"broken: {failure.Message}");
        }
        finally
        {
            client.Dispose();
            _open.TryRemove(client, out _);
        }
    }

    private static async Task<string> ReadGreetingAsync(Stream stream)
    {
        var start = await ReadAsync(stream, 12);
        return start.AsSpan().SequenceEqual(Signature)
            ? await ReadVersion2Async(stream)
            : await ReadVersion1Async(stream, Encoding.ASCII.GetString(start));
    }

    private static async Task<string> ReadVersion1Async(Stream stream, string line)
    {
        // At most 107 characters, the line's end included (proxy-protocol.txt, 2.1).
        while (!line.EndsWith("\r\n", StringComparison.Ordinal) && line.Length < 107)
        {
            line += Encoding.ASCII.GetString(await ReadAsync(stream, 1));
        }

        var match = Version1().Match(line);
        return match.Success
            ? $"v1 {match.Groups["from"]}:{match.Groups["port"]}"
            : throw new FormatException($"no PROXY line: '{line}'");
    }

    private static async Task<string> ReadVersion2Async(Stream stream)
    {
        var head = await ReadAsync(stream, 4);
        var body = await ReadAsync(stream, BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)));
        return (head[0], head[1], body.Length) switch
        {
            (0x21, 0x11, 12) =>
                $"v2 {new IPAddress(body.AsSpan(0, 4))}:{BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(8))}",
            (0x20, 0x00, 0) => "v2 local",
            _ => throw new FormatException($"no PROXY header: {Convert.ToHexString(head)}"),
        };
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    [GeneratedRegex(
        @"^PROXY TCP4 (?<from>[\d.]+) 127\.0\.0\.1 (?<port>\d+) \d+\r\n$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Version1();
}

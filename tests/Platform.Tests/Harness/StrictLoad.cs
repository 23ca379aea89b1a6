using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LbPlatform.Platform.Tests.Harness;

/// <summary>
/// Clients made of raw sockets that try nothing twice: a connection that is refused, reset or ended without the word before it
/// (<c>Connection: close</c>) is a failure.
/// </summary>
internal sealed class StrictLoad : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly int _port;
    private readonly bool _isKeptAlive;
    private readonly Task[] _clients;
    private int _answered;

    private StrictLoad(int port, int clients, bool isKeptAlive)
    {
        _port = port;
        _isKeptAlive = isKeptAlive;
        _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(AskAsync))];
    }

    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Starts clients that connect for each request, or that stay connected as long as they may.</summary>
    public static StrictLoad Start(int port, int clients, bool isKeptAlive) =>
        new(port, clients, isKeptAlive);

    /// <summary>Waits until that many more requests were answered.</summary>
    public async Task AnswersAsync(int more)
    {
        var target = Answered + more;
        await Eventually.HoldsAsync(() => Answered >= target, $"{more} more requests are answered");
    }

    /// <summary>Stops, and answers every failure that a client saw.</summary>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
        return _failures;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        TcpClient? connection = null;
        while (!_stop.IsCancellationRequested)
        {
            var asked = 0;
            try
            {
                if (connection is null)
                {
                    connection = new TcpClient { NoDelay = true };
                    await connection.ConnectAsync("127.0.0.1", _port).WaitAsync(Patience);
                    asked = 0;
                }

                asked++;
                if (!await AskAsync(connection.GetStream()).WaitAsync(Patience) || !_isKeptAlive)
                {
                    connection.Dispose();
                    connection = null;
                }
            }
            catch (Exception failure)
                when (failure is IOException or SocketException or TimeoutException)
            {
                _failures.Enqueue($"request {asked}: {failure.GetType().Name} {failure.Message}");
                connection?.Dispose();
                connection = null;
            }

            Interlocked.Increment(ref _answered);
        }

        connection?.Dispose();
    }

    /// <summary>One request; false where the answer says that the connection ends.</summary>
    private async Task<bool> AskAsync(NetworkStream stream)
    {
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: load.test\r\n\r\n"u8.ToArray());
        var buffer = new byte[16 * 1024];
        var read = 0;
        int head;
        while ((head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
        {
            read += await ReadAsync(stream, buffer.AsMemory(read));
        }

        var text = Encoding.ASCII.GetString(buffer, 0, head);
        var length = LengthOf(text);
        while (read < head + 4 + length)
        {
            read += await ReadAsync(stream, buffer.AsMemory(read));
        }

        if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            _failures.Enqueue(text);
        }

        return !text.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<int> ReadAsync(NetworkStream stream, Memory<byte> buffer) =>
        await stream.ReadAsync(buffer) is > 0 and var read
            ? read
            : throw new EndOfStreamException("The connection ended without an answer.");

    private static int LengthOf(string head)
    {
        const string Field = "\r\nContent-Length: ";
        var at = head.IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            throw new IOException($"There is no length in {head}");
        }

        var rest = head.AsSpan(at + Field.Length);
        var end = rest.IndexOf("\r\n");
        return int.Parse(
            end < 0 ? rest : rest[..end],
            NumberStyles.None,
            CultureInfo.InvariantCulture
        );
    }
}

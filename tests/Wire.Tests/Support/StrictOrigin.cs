using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LbPlatform.Wire.Tests.Support;

/// <summary>
/// A backend that keeps all bytes that come, reads them with the strict parser only, and answers each request with its
/// start line.
/// </summary>
internal sealed class StrictOrigin : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();

    public StrictOrigin()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    /// <summary>All whole requests that came, in order.</summary>
    public ConcurrentQueue<ParsedRequest> Requests { get; } = new();

    /// <summary>What came and is no request, with the bytes.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Requests of which the connection ended before they did.</summary>
    public ConcurrentQueue<string> Cut { get; } = new();

    /// <summary>Forgets what came.</summary>
    public void Clear()
    {
        Requests.Clear();
        Faults.Clear();
        Cut.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
        {
            Origin.Reset(connection);
        }

        await Task.WhenAll(_connections.Values);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptAsync();
                connection.NoDelay = true;
                _connections[connection] = Task.CompletedTask;
                _connections[connection] = ServeAsync(connection);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        await Task.Yield();
        var came = new StringBuilder();
        try
        {
            var bytes = new byte[64 * 1024];
            while (await connection.ReceiveAsync(bytes) is > 0 and var count)
            {
                came.Append(Encoding.Latin1.GetString(bytes, 0, count));
                await AnswerAsync(connection, came);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The data plane has ended it.
        }
        finally
        {
            if (came.Length > 0)
            {
                Cut.Enqueue(came.ToString());
            }

            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }

    private async Task AnswerAsync(Socket connection, StringBuilder came)
    {
        var parser = new StrictParser(came.ToString());
        try
        {
            while (parser.Next() is { } request)
            {
                Requests.Enqueue(request);
                var body = request.Method == "HEAD" ? "" : request.StartLine;
                await connection.SendAsync(
                    Encoding.Latin1.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Length: {request.StartLine.Length}\r\n\r\n{body}"
                    )
                );
            }

            came.Remove(0, parser.Position);
        }
        catch (MalformedRequestException fault)
        {
            Faults.Enqueue($"{fault.Message}: {came}");
            came.Clear();
            connection.Dispose();
        }
    }
}

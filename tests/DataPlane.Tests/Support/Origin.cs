using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A backend made of a raw socket: it sees the bytes that come and sends the bytes that the test says.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly Func<OriginExchange, Task> _serve;
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly IPAddress _address;
    private Socket? _listener;

    public Origin(
        Func<OriginExchange, Task>? serve = null,
        string name = "origin",
        int? port = null,
        IPAddress? address = null
    )
    {
        Name = name;
        Port = port ?? FreePort.Next();
        _address = address ?? IPAddress.Loopback;
        _serve = serve ?? (exchange => exchange.AnswerAsync(name));
        Start();
    }

    public string Name { get; }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>The heads of all requests that came, in order.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>Listens (again).</summary>
    public void Start()
    {
        _listener = new Socket(_address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(_address, Port));
        _listener.Listen(512);
        _ = AcceptAsync(_listener);
    }

    /// <summary>As kill -9 does: nobody listens, and every connection is gone.</summary>
    public void Kill()
    {
        _listener?.Dispose();
        foreach (var connection in _connections.Keys)
        {
            Reset(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        // A script that waits for what a broken feature never brings must fail its test, not hang it.
        await Task.WhenAll(_connections.Values).WaitAsync(Eventually.Patience);
    }

    internal static void Reset(Socket connection)
    {
        try
        {
            connection.LingerState = new LingerOption(enable: true, seconds: 0);
            connection.Dispose();
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync();
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
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            var wire = new Wire(stream);
            var number = 0;
            while (await wire.ReadHeadAsync() is { } head)
            {
                Heads.Enqueue(head);
                var exchange = new OriginExchange(head, ++number, wire, connection);
                await _serve(exchange);
                if (exchange.IsLast)
                {
                    return;
                }
            }
        }
        catch (Exception failure)
            when (failure is IOException or SocketException or ObjectDisposedException)
        {
            // The proxy, or Kill, ended it.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}

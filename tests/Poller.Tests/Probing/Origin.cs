using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LbPlatform.Poller.Tests.Probing;

/// <summary>A server that does to each connection exactly what the test says, byte for byte.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _accepting;

    public Origin(
        Func<Socket, CancellationToken, Task> serve,
        IPAddress? address = null,
        int port = 0
    )
    {
        _serve = serve;
        _listener = new TcpListener(address ?? IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>The heads of the requests that came.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>One that reads the request, answers these bytes and closes.</summary>
    public static Origin Answering(string answer, IPAddress? address = null, int port = 0)
    {
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                await socket.SendAsync(Encoding.Latin1.GetBytes(answer), stop);
                socket.Shutdown(SocketShutdown.Send);
            },
            address,
            port
        );
        return origin;
    }

    /// <summary>Reads one request's head.</summary>
    public async Task ReadRequestAsync(Socket socket, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return;
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        _requests.Enqueue(head.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception failure)
            when (failure
                    is OperationCanceledException
                        or SocketException
                        or InvalidOperationException
            )
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await _serve(socket, _stop.Token);
            }
            catch (Exception failure)
                when (failure is OperationCanceledException or SocketException)
            {
                // The prober went away first.
            }
        }
    }
}

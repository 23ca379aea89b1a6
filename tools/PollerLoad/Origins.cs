using System.Net;
using System.Net.Sockets;

namespace LbPlatform.PollerLoad;

/// <summary>A few loopback servers that answer any request with 200 and close, as cheaply as they can.</summary>
internal sealed class Origins : IDisposable
{
    private readonly List<TcpListener> _listeners = [];

    private static readonly byte[] Answer =
    [
        .. "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8,
    ];

    public Origins(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start(backlog: 4096);
            _listeners.Add(listener);
            _ = AcceptAsync(listener);
        }
    }

    public string UrlOf(int backend) => $"http://127.0.0.1:{Port(backend)}/b{backend}";

    public void Dispose() => _listeners.ForEach(static listener => listener.Dispose());

    private int Port(int backend) =>
        ((IPEndPoint)_listeners[backend % _listeners.Count].LocalEndpoint).Port;

    private static async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await socket.ReceiveAsync(new byte[1024]);
                await socket.SendAsync(Answer);
                socket.Shutdown(SocketShutdown.Send);
                await socket.ReceiveAsync(new byte[1]);
            }
            catch (SocketException)
            {
                // The prober went away first.
            }
        }
    }
}

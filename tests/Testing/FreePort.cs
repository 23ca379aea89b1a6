using System.Net;
using System.Net.Sockets;

namespace LbPlatform.Testing;

/// <summary>TCP ports of the loopback interface on which nothing listens.</summary>
public static class FreePort
{
    private static readonly Lock Lock = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that was free a moment ago and that this process gave to nobody else.</summary>
    public static int Next()
    {
        lock (Lock)
        {
            while (true)
            {
                using var probe = new TcpListener(IPAddress.Loopback, 0);
                probe.Start();
                var port = ((IPEndPoint)probe.LocalEndpoint).Port;
                if (Given.Add(port))
                {
                    return port;
                }
            }
        }
    }
}

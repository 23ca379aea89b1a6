using System.Net;
using System.Net.Sockets;

namespace LbPlatform.Testing;

/// <summary>
/// TCP ports of the loopback interface on which nothing listens. They are below those that the system gives to outgoing
/// connections (on Linux 32768 and up), of which one could take the port before whoever asked for it does.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_767;

    private static readonly Lock Lock = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that was free a moment ago and that this process gave to nobody else.</summary>
    public static int Next()
    {
        lock (Lock)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, Last + 1);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

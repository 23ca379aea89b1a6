using System.Net;
using System.Net.Sockets;

namespace LbPlatform.Testing;

/// <summary>
/// TCP ports of the loopback interface on which nothing listens. They are below those that the system gives to outgoing
/// connections (on Linux 32768 and up), of which one could take the port before whoever asked for it does; and a block of
/// them belongs to one test process, which holds the UDP port of the block's number for as long as it lives.
/// </summary>
public static class FreePort
{
    private const int First = 16_384;
    private const int BlockSize = 64;
    private const int Blocks = 256;

    private static readonly Lock Lock = new();
    private static readonly List<Socket> Claims = [];
    private static readonly Queue<int> Free = new();

    /// <summary>A port that was free a moment ago and that no test process gave to anybody else.</summary>
    public static int Next()
    {
        lock (Lock)
        {
            while (true)
            {
                if (Free.Count == 0)
                {
                    ClaimBlock();
                }

                var port = Free.Dequeue();
                if (IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    private static void ClaimBlock()
    {
        var start = Random.Shared.Next(Blocks);
        for (var n = 0; n < Blocks; n++)
        {
            var first = First + ((start + n) % Blocks * BlockSize);
            if (TryClaim(first))
            {
                for (var port = first + 1; port < first + BlockSize; port++)
                {
                    Free.Enqueue(port);
                }

                return;
            }
        }

        throw new InvalidOperationException("Other test processes hold all ports.");
    }

    private static bool TryClaim(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            Claims.Add(claim);
            return true;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
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

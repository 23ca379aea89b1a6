using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LbPlatform.DataPlane.Listeners;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Draining;

/// <summary>
/// Listeners on ports that another data plane may listen on too, so that one can be replaced by the next
/// (<c>DataPlane:ReusePort</c>). Linux deals new connections out to all of them, and resets those that a process has not
/// accepted when it closes its socket. So before that the socket takes no more SYN: clients repeat it after a second, and
/// then another process answers; what is half open comes to its end meanwhile. Where the kernel hands the queue over by
/// itself (<c>net.ipv4.tcp_migrate_req</c>) nothing is to be done.
/// </summary>
internal sealed partial class SharedPorts(
    IOptions<DataPlaneOptions> options,
    ILogger<SharedPorts> logger
)
{
    /// <summary>The time that half open connections have to be accepted: the longest way to a client and back, doubled.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    private const string MigrationFile = "/proc/sys/net/ipv4/tcp_migrate_req";

    // asm-generic/socket.h, as on x64 and arm64.
    private const int SolSocket = 1;
    private const int SoReusePort = 15;

    private readonly ConcurrentBag<Socket> _sockets = [];

    /// <summary>The socket that the server listens with.</summary>
    public Socket Bind(EndPoint endpoint)
    {
        if (!IsShared(endpoint))
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        }

        var address = (IPEndPoint)endpoint;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
            socket.Bind(address);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _sockets.Add(socket);
        return socket;
    }

    /// <summary>Leaves new connections to the other processes; ends when all that came before are accepted.</summary>
    public async Task LeaveAsync(TimeProvider time, CancellationToken stop)
    {
        if (_sockets.IsEmpty || DoesKernelMigrate())
        {
            return;
        }

        foreach (var socket in _sockets)
        {
            try
            {
                SynFilter.Attach(socket);
            }
            catch (SocketException failure)
            {
                Log.NotFiltered(logger, failure.Message);
                return;
            }
        }

        await Task.Delay(Settle, time, stop);
    }

    private bool IsShared(EndPoint endpoint) =>
        options.Value.ReusePort
        && endpoint is IPEndPoint { Port: > 0 } address
        && Listener.All(options.Value).Any(listener => listener.Port == address.Port);

    private static bool DoesKernelMigrate()
    {
        try
        {
            return File.ReadAllText(MigrationFile).Trim() == "1";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4192,
            LogLevel.Warning,
            "Connections that arrive in this moment may be reset, the system takes no filter: {Reason}. Set net.ipv4.tcp_migrate_req to 1"
        )]
        public static partial void NotFiltered(ILogger logger, string reason);
    }
}

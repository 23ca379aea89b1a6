using System.Net;
using Microsoft.AspNetCore.Connections;

namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>
/// Reads the header of each connection before anybody else sees a byte of it, and gives the connection the address that the
/// header names. What comes from elsewhere, late, or without a good header is closed without an answer.
/// </summary>
internal sealed partial class ProxyProtocolGate(
    Listener listener,
    TimeProvider time,
    ILogger<ProxyProtocolGate> logger
)
{
    /// <summary>A header must be complete by then; it is the first thing that a proxy sends.</summary>
    public static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Time between two log lines about connections that were closed.</summary>
    public static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private long _loggedAt;
    private int _closed;

    public ConnectionDelegate Pass(ConnectionDelegate next) =>
        async connection =>
        {
            var fault = await ReadAsync(connection);
            if (fault is null)
            {
                await next(connection);
            }
            else
            {
                Say(connection, fault);
                connection.Abort(new ConnectionAbortedException(fault));
            }
        };

    private async ValueTask<string?> ReadAsync(ConnectionContext connection)
    {
        if (
            connection.RemoteEndPoint is not IPEndPoint peer
            || listener.Proxies?.Contains(peer.Address) != true
        )
        {
            return "it is no trusted proxy (ProxyProtocolFrom)";
        }

        using var timeout = new CancellationTokenSource(HeaderTimeout, time);
        try
        {
            return await ReadHeaderAsync(connection, timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return "its PROXY header did not come in time";
        }
        catch (Exception failure) when (failure is IOException or ConnectionAbortedException)
        {
            return "it ended before its PROXY header";
        }
    }

    private static async ValueTask<string?> ReadHeaderAsync(
        ConnectionContext connection,
        CancellationToken cancellationToken
    )
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            switch (ProxyHeaderReader.Read(read.Buffer, out var header))
            {
                case ProxyHeaderResult.Complete:
                    Accept(connection, header);
                    input.AdvanceTo(read.Buffer.GetPosition(header.Length));
                    return null;
                case ProxyHeaderResult.Incomplete when !read.IsCompleted:
                    input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    break;
                case ProxyHeaderResult.Incomplete:
                    input.AdvanceTo(read.Buffer.End);
                    return "it ended before its PROXY header";
                default:
                    input.AdvanceTo(read.Buffer.End);
                    return "it does not begin with a good PROXY header";
            }
        }
    }

    private static void Accept(ConnectionContext connection, ProxyHeader header)
    {
        if (header.Client is not null)
        {
            connection.RemoteEndPoint = header.Client;
            connection.LocalEndPoint = header.Destination;
        }
    }

    /// <summary>A wrong setting shows at once, and a scan of the port does not fill the log.</summary>
    private void Say(ConnectionContext connection, string fault)
    {
        var closed = Interlocked.Increment(ref _closed);
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _loggedAt);
        if (
            (last == 0 || time.GetElapsedTime(last, now) >= LogInterval)
            && Interlocked.CompareExchange(ref _loggedAt, now, last) == last
        )
        {
            Log.Closed(logger, connection.RemoteEndPoint, listener.Name, fault, closed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4126,
            LogLevel.Warning,
            "Connection of {Peer} to {Listener} closed: {Fault} ({Count} since the start; said once a minute at most)"
        )]
        public static partial void Closed(
            ILogger logger,
            EndPoint? peer,
            string listener,
            string fault,
            int count
        );
    }
}

using LbPlatform.DataPlane.Listeners;
using Microsoft.AspNetCore.Connections;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// Closes connections of one listener that are too many or from the wrong place, before anything is read. What is closed
/// costs its acceptance and nothing else.
/// </summary>
internal sealed class ConnectionGate(
    ListenerLimits limits,
    OverloadGuard overload,
    TimeSpan pressedIdleTimeout,
    Refusals refusals
)
{
    /// <summary>Why connections are refused, for log and metrics.</summary>
    public const string TooMany = "too_many_connections";

    /// <inheritdoc cref="TooMany"/>
    public const string TooManyOfClient = "too_many_connections_of_client";

    /// <inheritdoc cref="TooMany"/>
    public const string Denied = "denied";

    private readonly KeyedCounts _clients = new();
    private int _count;
    private long _accepted;

    /// <summary>Connections now.</summary>
    public int Connections => Volatile.Read(ref _count);

    /// <summary>Connections so far, those that were closed at once too.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Counts each connection; the first thing that happens to it.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) =>
        async connection =>
        {
            Interlocked.Increment(ref _accepted);
            if (!overload.TryConnect())
            {
                Close(connection, TooMany);
                return;
            }

            try
            {
                if (
                    Interlocked.Increment(ref _count) > limits.MaxConnections
                    && limits.MaxConnections > 0
                )
                {
                    Close(connection, TooMany);
                    return;
                }

                await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref _count);
                overload.Disconnect();
            }
        };

    /// <summary>Judges each connection by its client; to stand behind whatever finds out who that is.</summary>
    public ConnectionDelegate Judge(ConnectionDelegate next) =>
        async connection =>
        {
            var client =
                connection.Features.Get<ClientConnection>()
                ?? throw new InvalidOperationException("Who connects must be noted before.");
            if (!limits.Admits(client.Bits))
            {
                Close(connection, Denied);
                return;
            }

            var isCounted = limits.MaxConnectionsPerClient > 0;
            if (isCounted && !_clients.TryEnter(client.Key, limits.MaxConnectionsPerClient))
            {
                Close(connection, TooManyOfClient);
                return;
            }

            try
            {
                IdleWatch.Begin(connection, client, limits, overload, pressedIdleTimeout, refusals);
                await next(connection);
            }
            finally
            {
                if (isCounted)
                {
                    _clients.Leave(client.Key);
                }
            }
        };

    private void Close(ConnectionContext connection, string reason)
    {
        var client = connection.Features.Get<ClientConnection>();
        refusals.NoteConnection(reason, client?.AddressText ?? ClientConnection.Unknown);
        connection.Abort();
    }
}

using LbPlatform.DataPlane.Listeners;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// Ends a connection that does nothing for longer than its listener, or the state of the process, lets it. It counts the
/// server's heartbeats, one a second, so that requests need not read a clock for it.
/// </summary>
internal sealed class IdleWatch
{
    /// <summary>Why a connection is closed that sends no head.</summary>
    public const string HeadTimeout = "head_timeout";

    private readonly ConnectionContext _connection;
    private readonly ClientConnection _client;
    private readonly OverloadGuard _overload;
    private readonly Refusals _refusals;
    private readonly int _headBeats;
    private readonly int _idleBeats;
    private readonly int _pressedBeats;
    private int _beats;
    private int _began;
    private bool _isAsked;

    private IdleWatch(
        ConnectionContext connection,
        ClientConnection client,
        ListenerLimits limits,
        OverloadGuard overload,
        TimeSpan pressedIdleTimeout,
        Refusals refusals
    )
    {
        _connection = connection;
        _client = client;
        _overload = overload;
        _refusals = refusals;
        _headBeats = BeatsIn(limits.OwnHeadTimeout);
        _idleBeats = BeatsIn(limits.OwnIdleTimeout);
        _pressedBeats = BeatsIn(pressedIdleTimeout);
    }

    /// <summary>Watches <paramref name="connection"/> until it ends.</summary>
    public static void Begin(
        ConnectionContext connection,
        ClientConnection client,
        ListenerLimits limits,
        OverloadGuard overload,
        TimeSpan pressedIdleTimeout,
        Refusals refusals
    ) =>
        connection
            .Features.Get<IConnectionHeartbeatFeature>()
            ?.OnHeartbeat(
                static watch => ((IdleWatch)watch).Beat(),
                new IdleWatch(connection, client, limits, overload, pressedIdleTimeout, refusals)
            );

    /// <summary>Never, where there is no time; else one more, since the first beat may come at once.</summary>
    private static int BeatsIn(TimeSpan? time) =>
        time is { } known ? (int)Math.Ceiling(known.TotalSeconds) + 1 : int.MaxValue;

    private void Beat()
    {
        var began = _client.Began;
        if (_client.IsInUse || began != _began)
        {
            _began = began;
            _beats = 0;
            return;
        }

        _beats++;
        if (began == 0 && _beats >= _headBeats)
        {
            // Nothing came, or half a head: there is nobody to answer.
            _refusals.NoteConnection(HeadTimeout, _client.AddressText);
            _connection.Abort();
        }
        else if (_beats >= _idleBeats)
        {
            Ask("idle");
        }
        else if (_overload.IsPressed && _beats >= _pressedBeats)
        {
            Ask("pressed");
        }
    }

    /// <summary>Lets the server end it as it does when it stops: never in the middle of a request.</summary>
    private void Ask(string reason)
    {
        if (_isAsked)
        {
            return;
        }

        _isAsked = true;
        _refusals.CountIdle(reason);
        _connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }
}

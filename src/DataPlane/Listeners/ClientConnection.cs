using System.Net;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Protection;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Connections;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>
/// What is known of a client's connection for its whole life, found out once a connection instead of once a request.
/// </summary>
internal sealed class ClientConnection(Listener? listener, IPAddress? address)
{
    /// <summary>What is written where the transport knows no address (RFC 7239, 6.3).</summary>
    public const string Unknown = "unknown";

    private int _began;
    private int _ended;

    /// <summary>The listener that accepted it; <c>null</c> where there was none, as in tests without a server.</summary>
    public Listener? Listener => listener;

    /// <summary>The peer; an IPv4 one as such, also where it came over a dual-stack socket.</summary>
    public IPAddress? Address { get; } = Plain(address);

    /// <summary>The peer's address as text, without port.</summary>
    public string AddressText { get; } = Plain(address)?.ToString() ?? Unknown;

    /// <summary>The certificate with which the client proved who it is; <c>null</c> where it did not.</summary>
    public ClientCertificate? Certificate { get; set; }

    /// <summary>The peer's address as a number, for lists of networks; one in none where it is not known.</summary>
    public UInt128 Bits { get; } =
        Plain(address) is { } known ? NetworkList.BitsOf(known) : ClientKey.Unknown;

    /// <summary>What the client is told from others by.</summary>
    public UInt128 Key { get; } = ClientKey.Of(Plain(address));

    /// <summary>Requests that began on it so far; it may start over.</summary>
    public int Began => Volatile.Read(ref _began);

    /// <summary>Whether a request is in flight on it.</summary>
    public bool IsInUse => Volatile.Read(ref _ended) != Began;

    /// <summary>A request begins.</summary>
    public void Enter() => Interlocked.Increment(ref _began);

    /// <summary>A request has ended.</summary>
    public void Leave() => Interlocked.Increment(ref _ended);

    /// <summary>The connection of this request.</summary>
    public static ClientConnection Of(HttpContext context) =>
        context.Features.Get<ClientConnection>() ?? new(null, context.Connection.RemoteIpAddress);

    /// <summary>Notes each new connection of <paramref name="listener"/>.</summary>
    public static ConnectionDelegate Note(Listener listener, ConnectionDelegate next) =>
        connection =>
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
            connection.Features.Set(new ClientConnection(listener, address));
            return next(connection);
        };

    /// <summary>As <see cref="Note(Listener, ConnectionDelegate)"/>, for connections of HTTP/3.</summary>
    public static MultiplexedConnectionDelegate Note(
        Listener listener,
        MultiplexedConnectionDelegate next
    ) =>
        connection =>
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
            connection.Features.Set(new ClientConnection(listener, address));
            return next(connection);
        };

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}

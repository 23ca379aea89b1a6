using System.Net;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners.Tls;
using Microsoft.AspNetCore.Connections;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>
/// What is known of a client's connection for its whole life, found out once a connection instead of once a request.
/// </summary>
internal sealed class ClientConnection
{
    /// <summary>What is written where the transport knows no address (RFC 7239, 6.3).</summary>
    public const string Unknown = "unknown";

    private int _began;
    private int _ended;

    public ClientConnection(Listener? listener, IPAddress? address)
    {
        Listener = listener;
        Address = Plain(address);
        AddressText = Address?.ToString() ?? Unknown;
        Plan = listener?.Identity ?? IdentityPlan.Default;
        IsTrustedProxy = Plan.Trusted.Contains(Address);
        Identity = new(Address, AddressText);
    }

    /// <summary>The listener that accepted it; <c>null</c> where there was none, as in tests without a server.</summary>
    public Listener? Listener { get; }

    /// <summary>The peer; an IPv4 one as such, also where it came over a dual-stack socket.</summary>
    public IPAddress? Address { get; }

    /// <summary>The peer's address as text, without port.</summary>
    public string AddressText { get; }

    /// <summary>What backends are told of clients here.</summary>
    public IdentityPlan Plan { get; }

    /// <summary>Whether the peer is a proxy whose word is taken.</summary>
    public bool IsTrustedProxy { get; }

    /// <summary>The identity of requests of which nothing more is known than their peer.</summary>
    public RequestIdentity Identity { get; }

    /// <summary>The certificate with which the client proved who it is; <c>null</c> where it did not.</summary>
    public ClientCertificate? Certificate { get; set; }

    /// <summary>The peer's address as a number, for lists of networks; one in none where it is not known.</summary>
    public UInt128 Bits => Identity.Bits;

    /// <summary>What the peer is told from others by.</summary>
    public UInt128 Key => Identity.Key;

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

using System.Net;
using LbPlatform.DataPlane.Listeners.Tls;
using Microsoft.AspNetCore.Connections;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>
/// What is known of a client's connection for its whole life, found out once a connection instead of once a request.
/// </summary>
internal sealed class ClientConnection(Listener? listener, IPAddress? address)
{
    /// <summary>What is written where the transport knows no address (RFC 7239, 6.3).</summary>
    public const string Unknown = "unknown";

    /// <summary>The listener that accepted it; <c>null</c> where there was none, as in tests without a server.</summary>
    public Listener? Listener => listener;

    /// <summary>The peer; an IPv4 one as such, also where it came over a dual-stack socket.</summary>
    public IPAddress? Address { get; } = Plain(address);

    /// <summary>The peer's address as text, without port.</summary>
    public string AddressText { get; } = Plain(address)?.ToString() ?? Unknown;

    /// <summary>The certificate with which the client proved who it is; <c>null</c> where it did not.</summary>
    public ClientCertificate? Certificate { get; set; }

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

using System.Net;
using Microsoft.AspNetCore.Connections;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>The peer's address as text, made once a connection instead of once a request.</summary>
internal sealed class PeerAddress(string text)
{
    /// <summary>What is written where the transport knows no address (RFC 7239, 6.3).</summary>
    public const string Unknown = "unknown";

    /// <summary>The address; an IPv4 one as such, also where it came over a dual-stack socket.</summary>
    public string Text => text;

    /// <summary>The peer of this request's connection.</summary>
    public static string Of(HttpContext context) =>
        context.Features.Get<PeerAddress>()?.Text ?? Format(context.Connection.RemoteIpAddress);

    /// <summary>Notes the peer of each new connection.</summary>
    public static ConnectionDelegate Note(ConnectionDelegate next) =>
        connection =>
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
            connection.Features.Set(new PeerAddress(Format(address)));
            return next(connection);
        };

    internal static string Format(IPAddress? address) =>
        address switch
        {
            null => Unknown,
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            _ => address.ToString(),
        };
}

using System.Net;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Protection;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// Who a request is from and how it is called: what access log, limits and policies go by. Where nothing has to be read
/// off the request it is the connection's, and costs nothing.
/// </summary>
internal sealed record RequestIdentity(IPAddress? ClientAddress, string ClientText)
{
    /// <summary>The client's address as a number, for lists of networks; one in none where it is not known.</summary>
    public UInt128 Bits { get; } =
        ClientAddress is null ? ClientKey.Unknown : Network.BitsOf(ClientAddress);

    /// <summary>What the client is told from others by, where something is counted by client.</summary>
    public UInt128 Key { get; } = ClientKey.Of(ClientAddress);

    /// <summary>The peer's <c>X-Forwarded-For</c>, as far as it is gone on from; empty where it is not.</summary>
    public string ForwardedFor { get; init; } = "";

    /// <summary>The peer's <c>Forwarded</c>, as far as it is gone on from; empty where it is not.</summary>
    public string Forwarded { get; init; } = "";

    /// <summary>The scheme of the client's request in a trusted proxy's word; <c>null</c> where none is believed.</summary>
    public string? Scheme { get; init; }

    /// <summary>The host of the client's request in a trusted proxy's word; <c>null</c> where none is believed.</summary>
    public string? Host { get; init; }

    /// <summary>The port of the client's request in a trusted proxy's word; <c>null</c> where none is believed.</summary>
    public string? Port { get; init; }

    /// <summary>The path that was cut off before, in a trusted proxy's word; <c>null</c> where none is believed.</summary>
    public string? Prefix { get; init; }

    /// <summary>The request's id; <c>null</c> where requests have none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The trace that is continued; <c>null</c> where there is none.</summary>
    public string? TraceId { get; init; }

    /// <summary><c>traceparent</c> with our span; <c>null</c> where no trace is continued.</summary>
    public string? TraceParent { get; init; }

    /// <summary><c>tracestate</c>; <c>null</c> where there is none.</summary>
    public string? TraceState { get; init; }

    /// <summary>The identity of this request, found out at the first call.</summary>
    public static RequestIdentity Of(HttpContext context) =>
        Of(context, ClientConnection.Of(context));

    /// <summary>As above, where the request's connection is at hand.</summary>
    public static RequestIdentity Of(HttpContext context, ClientConnection connection)
    {
        if (!connection.IsTrustedProxy && !connection.Plan.IsPerRequest)
        {
            return connection.Identity;
        }

        var identity = context.Features.Get<RequestIdentity>();
        if (identity is null)
        {
            identity = IdentityReader.Read(
                context.Request.Headers,
                connection,
                TimeProvider.System.GetUtcNow()
            );
            context.Features.Set(identity);
        }

        return identity;
    }
}

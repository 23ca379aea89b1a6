using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// What backends are told of the client, and whose word for it is taken. Section <c>DataPlane:Listeners:N:Identity</c>.
/// </summary>
public sealed class IdentityOptions
{
    /// <summary>
    /// The proxies in front, as <c>10.0.0.0/8</c>, <c>2001:db8::/32</c> or single addresses; at most
    /// <see cref="NetworkList.MostNetworks"/>. None by default: the client is whoever connects.
    /// </summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>Where the trusted proxies name the client. Default <see cref="AddressSource.XForwardedFor"/>.</summary>
    public AddressSource Source { get; set; } = AddressSource.XForwardedFor;

    /// <summary>
    /// Proxies that are followed back to the client at most, 1 to <see cref="IdentityLimits.MostHops"/>. Default 8.
    /// </summary>
    public int MostHops { get; set; } = 8;

    /// <summary><c>X-Forwarded-For</c>. Default <see cref="ForwardingMode.Set"/>.</summary>
    public ForwardingMode ForwardedFor { get; set; } = ForwardingMode.Set;

    /// <summary><c>X-Forwarded-Proto</c>. Default <see cref="ForwardingMode.Set"/>.</summary>
    public ForwardingMode ForwardedProto { get; set; } = ForwardingMode.Set;

    /// <summary><c>X-Forwarded-Host</c>. Default <see cref="ForwardingMode.Set"/>.</summary>
    public ForwardingMode ForwardedHost { get; set; } = ForwardingMode.Set;

    /// <summary><c>X-Forwarded-Port</c>. Default <see cref="ForwardingMode.Remove"/>.</summary>
    public ForwardingMode ForwardedPort { get; set; } = ForwardingMode.Remove;

    /// <summary>
    /// <c>X-Forwarded-Prefix</c>. Default <see cref="ForwardingMode.Set"/>; since no part of a path is cut off here,
    /// that sends none.
    /// </summary>
    public ForwardingMode ForwardedPrefix { get; set; } = ForwardingMode.Set;

    /// <summary><c>Forwarded</c> (RFC 7239). Default <see cref="ForwardingMode.Remove"/>.</summary>
    public ForwardingMode Forwarded { get; set; } = ForwardingMode.Remove;

    /// <summary>
    /// Who we are in <c>Forwarded</c>: an identifier of our own that begins with <c>_</c>, or <c>address</c> for the
    /// address and port that were connected to. Empty by default: nothing is said.
    /// </summary>
    public string ForwardedBy { get; set; } = "";

    /// <summary>Whether each request has an id. Default false.</summary>
    public bool RequestId { get; set; }

    /// <summary>The field of the id. Default <c>X-Request-Id</c>.</summary>
    public string RequestIdField { get; set; } = "X-Request-Id";

    /// <summary>Trace context. Default <see cref="TraceMode.PassThrough"/>.</summary>
    public TraceMode Trace { get; set; } = TraceMode.PassThrough;

    /// <summary>Whether <see cref="TraceMode.Continue"/> goes on with traces of trusted proxies only. Default false.</summary>
    public bool TraceOfTrustedOnly { get; set; }
}

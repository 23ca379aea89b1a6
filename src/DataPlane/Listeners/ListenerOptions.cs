using LbPlatform.DataPlane.Listeners.ProxyProtocol;
using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Protection;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>The settings of one listener for traffic. Section <c>DataPlane:Listeners:N</c>.</summary>
public sealed class ListenerOptions
{
    /// <summary>
    /// Where it listens: <c>http://*:8080</c> (every address), <c>http://localhost:8080</c>, <c>http://10.0.0.1:8080</c>
    /// or <c>http://[::1]:8080</c>; with <c>https://</c> its connections are encrypted.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// The versions of HTTP that are spoken: Http1, Http2, Http3, separated by commas. Default Http1 on http://, Http1 and
    /// Http2 on https://. Http2 on http:// stands alone (prior knowledge: nothing could tell which one a client speaks).
    /// </summary>
    public HttpProtocols? Protocols { get; set; }

    /// <summary>Certificates and how handshakes go; for https:// only.</summary>
    public ListenerTlsOptions Tls { get; set; } = new();

    /// <summary>Whether each connection begins with a header of the PROXY protocol. Default Off.</summary>
    public ProxyProtocolMode ProxyProtocol { get; set; }

    /// <summary>
    /// The proxies whose PROXY headers are believed, as addresses or networks (<c>10.0.0.0/8</c>). Nobody else may connect
    /// where the header is required.
    /// </summary>
    public IList<string> ProxyProtocolFrom { get; set; } = [];

    /// <summary>Strict-Transport-Security on its answers; for https:// only.</summary>
    public ListenerHstsOptions Hsts { get; set; } = new();

    /// <summary>Redirection of everything to an https:// listener; for http:// only.</summary>
    public ListenerRedirectOptions Redirect { get; set; } = new();

    /// <summary>What a client may take of it; what is left out is as in <c>DataPlane:Limits</c>.</summary>
    public ListenerLimitsOptions Limits { get; set; } = new();

    /// <summary>What backends are told of the client, and whose word for it is taken.</summary>
    public Identity.IdentityOptions Identity { get; set; } = new();

    /// <summary>Which protocols a connection may switch to.</summary>
    public Upgrades.UpgradeOptions Upgrade { get; set; } = new();
}

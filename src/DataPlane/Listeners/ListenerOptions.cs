namespace LbPlatform.DataPlane.Listeners;

/// <summary>The settings of one listener for traffic. Section <c>DataPlane:Listeners:N</c>.</summary>
public sealed class ListenerOptions
{
    /// <summary>
    /// Where it listens: <c>http://*:8080</c> (every address), <c>http://localhost:8080</c>, <c>http://10.0.0.1:8080</c>
    /// or <c>http://[::1]:8080</c>.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>The versions of HTTP that are spoken: Http1, Http2 (without TLS: with prior knowledge) or Http1AndHttp2.</summary>
    public Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols Protocols { get; set; } =
        Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1;

    /// <summary>What backends are told of the client, and whose word for it is taken.</summary>
    public Identity.IdentityOptions Identity { get; set; } = new();

    /// <summary>Which protocols a connection may switch to.</summary>
    public Upgrades.UpgradeOptions Upgrade { get; set; } = new();
}

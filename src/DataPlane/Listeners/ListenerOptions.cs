using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>The settings of one listener for traffic. Section <c>DataPlane:Listeners:N</c>.</summary>
public sealed class ListenerOptions
{
    /// <summary>
    /// Where it listens: <c>http://*:8080</c> (every address), <c>http://localhost:8080</c>, <c>http://10.0.0.1:8080</c>
    /// or <c>http://[::1]:8080</c>.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>The versions of HTTP that clients may speak; HTTP/2 without TLS needs a listener of its own.</summary>
    public HttpProtocols Protocols { get; set; } = HttpProtocols.Http1;
}

namespace LbPlatform.DataPlane.Listeners.Redirection;

/// <summary>
/// Sends the requests of an http:// listener to an https:// one instead of serving them. Section
/// <c>DataPlane:Listeners:N:Redirect</c>.
/// </summary>
public sealed class ListenerRedirectOptions
{
    /// <summary>The port of the https:// listener as clients reach it. Default 0: requests are served.</summary>
    public int HttpsPort { get; set; }

    /// <summary>
    /// The answer to GET and HEAD: 301, 302, 307 or 308. Default 301, which caches and clients of every age know. Other
    /// methods are answered 308 always: 301 would turn a POST into a GET.
    /// </summary>
    public int Status { get; set; } = StatusCodes.Status301MovedPermanently;

    /// <summary>
    /// Paths that begin so are served all the same; empty for none. Default <c>/.well-known/acme-challenge/</c>, where
    /// certificate authorities look for their proof.
    /// </summary>
    public string ExemptPath { get; set; } = "/.well-known/acme-challenge/";
}

using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Listeners.Redirection;

/// <summary>Where the requests of an http:// listener are sent: the same host and target over TLS. Pure.</summary>
internal sealed class RedirectToHttps(ListenerRedirectOptions options)
{
    private readonly string _port = options.HttpsPort == 443 ? "" : $":{options.HttpsPort}";

    /// <summary>Whether the request is served here instead.</summary>
    public bool IsExempt(HttpRequest request) =>
        options.ExemptPath.Length > 0
        && (request.Path.Value ?? "").StartsWith(options.ExemptPath, StringComparison.Ordinal);

    /// <summary>The status for a method.</summary>
    public int StatusFor(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
            ? options.Status
            : StatusCodes.Status308PermanentRedirect;

    /// <summary>
    /// The address to go to; <c>null</c>, with the fault in words, where the request does not say clearly where it belongs.
    /// </summary>
    public string? Locate(string host, string rawTarget, out string? fault)
    {
        if (RequestHost.Read(host) is not { } requested)
        {
            fault =
                "The request has no Host field that names one host, so there is nowhere to redirect it to.";
            return null;
        }

        fault = null;
        return $"https://{requested.Name}{_port}{RequestTarget.Of(rawTarget)}";
    }
}

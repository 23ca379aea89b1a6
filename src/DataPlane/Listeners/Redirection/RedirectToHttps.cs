using System.Net;
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
        if (HostOf(host) is not { } name)
        {
            fault =
                "The request has no Host field that names one host, so there is nowhere to redirect it to.";
            return null;
        }

        fault = null;
        return $"https://{name}{_port}{RequestTarget.Of(rawTarget)}";
    }

    /// <summary>The name or address without port; <c>null</c> where it is neither.</summary>
    private static string? HostOf(string host)
    {
        var end = host.StartsWith('[') ? host.IndexOf(']') + 1 : host.IndexOf(':');
        var name = end < 0 ? host : host[..end];
        var port = host[name.Length..];
        var isPort =
            port.Length == 0
            || (port[0] == ':' && ushort.TryParse(port.AsSpan(1), out _) && port.Length > 1);
        return isPort && IsHost(name) ? name : null;
    }

    private static bool IsHost(string name) =>
        name.StartsWith('[')
            ? name.Length > 2 && IPAddress.TryParse(name.AsSpan(1, name.Length - 2), out _)
            : name.Length is > 0 and <= 253
                && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}

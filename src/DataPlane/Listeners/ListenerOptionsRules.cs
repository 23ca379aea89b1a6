using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners.ProxyProtocol;
using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Upgrades;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>Why the listeners of some settings cannot be served, all reasons at once and each with the remedy.</summary>
internal static class ListenerOptionsRules
{
    public static IEnumerable<string> Refuse(DataPlaneOptions options) =>
        options
            .Listeners.SelectMany(
                static (listener, at) =>
                    Refuse(listener)
                        .Select(fault => $"DataPlane:Listeners:{at}:{fault}")
                        .Concat(
                            IdentityOptionsRules.Refuse(
                                $"DataPlane:Listeners:{at}:Identity",
                                listener.Identity
                            )
                        )
                        .Concat(
                            UpgradeOptionsRules.Refuse(
                                $"DataPlane:Listeners:{at}:Upgrade",
                                listener.Upgrade
                            )
                        )
            )
            .Concat(RefuseDoubles(options));

    private static IEnumerable<string> RefuseDoubles(DataPlaneOptions options) =>
        options
            .Urls.Concat(options.Listeners.Select(static listener => listener.Url))
            .GroupBy(static url => url, StringComparer.OrdinalIgnoreCase)
            .Where(static urls => urls.Count() > 1)
            .Select(static urls =>
                $"DataPlane:Listeners: '{urls.Key}' is there {urls.Count()} times; give each listener a port of its own."
            );

    private static List<string> Refuse(ListenerOptions listener)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(listener.Url);
        }
        catch (FormatException)
        {
            return
            [
                $"Url is '{listener.Url}'; write for example 'http://*:8080' or 'https://*:8443'.",
            ];
        }

        if (address.Scheme is not ("http" or "https"))
        {
            return [$"Url is '{listener.Url}'; it must start with http:// or https://."];
        }

        if (address.PathBase.Length > 0)
        {
            return [$"Url is '{listener.Url}'; it must end with the port, without a path."];
        }

        return
        [
            .. address.Scheme == "https" ? RefuseHttps(listener) : RefuseHttp(listener),
            .. RefuseProxies(listener),
        ];
    }

    private static IEnumerable<string> RefuseHttp(ListenerOptions listener)
    {
        if (listener.Protocols is not (null or HttpProtocols.Http1 or HttpProtocols.Http2))
        {
            yield return $"Protocols is '{listener.Protocols}'; an http:// listener speaks Http1 or Http2, not both, and Http3 needs https://.";
        }

        if (
            listener.Tls.Certificates.Count > 0
            || listener.Tls.Folder.Length > 0
            || listener.Tls.ClientCertificates != ClientCertificates.None
        )
        {
            yield return $"Tls is set, but Url is '{listener.Url}'; write https:// to encrypt its connections.";
        }

        if (listener.Hsts.MaxAge != TimeSpan.Zero)
        {
            yield return "Hsts:MaxAge is set; browsers heed it over https:// only. Set it on the https:// listener.";
        }

        var redirect = listener.Redirect;
        if (redirect.HttpsPort is < 0 or > 65535)
        {
            yield return $"Redirect:HttpsPort is {redirect.HttpsPort}; write a port, or 0 to redirect nothing.";
        }

        if (redirect.Status is not (301 or 302 or 307 or 308))
        {
            yield return $"Redirect:Status is {redirect.Status}; write 301, 302, 307 or 308.";
        }

        if (redirect.ExemptPath.Length > 0 && redirect.ExemptPath[0] != '/')
        {
            yield return $"Redirect:ExemptPath is '{redirect.ExemptPath}'; it must begin with /.";
        }
    }

    private static IEnumerable<string> RefuseHttps(ListenerOptions listener)
    {
        // Clients find HTTP/3 through an answer of another version.
        const HttpProtocols known = HttpProtocols.Http1AndHttp2AndHttp3;
        if (
            listener.Protocols is { } protocols
            && (
                (protocols & HttpProtocols.Http1AndHttp2) == HttpProtocols.None
                || (protocols | known) != known
            )
        )
        {
            yield return $"Protocols is '{protocols}'; write Http1, Http2 or both, and Http3 beside them if wanted.";
        }

        if (
            (listener.Protocols ?? HttpProtocols.None).HasFlag(HttpProtocols.Http3)
            && (
                listener.Tls.ClientCertificates != ClientCertificates.None
                || listener.ProxyProtocol != ProxyProtocolMode.Off
            )
        )
        {
            yield return "Protocols has Http3, over which neither client certificates nor the PROXY protocol are read; leave one of them out.";
        }

        if (listener.Redirect.HttpsPort != 0)
        {
            yield return "Redirect:HttpsPort is set, but its connections are encrypted already. Set it on the http:// listener.";
        }

        if (
            listener.Hsts.MaxAge < TimeSpan.Zero
            || listener.Hsts.MaxAge > ListenerHstsOptions.LongestMaxAge
        )
        {
            yield return $"Hsts:MaxAge is {DurationText.Format(listener.Hsts.MaxAge)}; it must lie between 0 and {DurationText.Format(ListenerHstsOptions.LongestMaxAge)}.";
        }

        foreach (var fault in TlsOptionsRules.Refuse(listener))
        {
            yield return $"Tls:{fault}";
        }
    }

    private static IEnumerable<string> RefuseProxies(ListenerOptions listener)
    {
        var networks = listener.ProxyProtocolFrom;
        if (listener.ProxyProtocol == ProxyProtocolMode.Required && networks.Count == 0)
        {
            yield return "ProxyProtocolFrom is empty; name the proxies that may connect, for example 10.0.0.0/8.";
        }

        if (networks.Count > NetworkList.MostNetworks)
        {
            yield return $"ProxyProtocolFrom has {networks.Count} networks; at most {NetworkList.MostNetworks} are looked at.";
        }

        foreach (var network in networks)
        {
            if (!Network.TryParse(network, out _, out var fault))
            {
                yield return $"ProxyProtocolFrom: {fault}";
            }
        }
    }
}

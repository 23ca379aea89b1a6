using System.Net;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Listeners.ProxyProtocol;
using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Upgrades;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>
/// One place where traffic comes in, with what holds for each connection and request there: settings read once, at the
/// start, and immutable since.
/// </summary>
internal sealed class Listener
{
    private Listener(ListenerOptions options, LimitsOptions defaults)
    {
        var address = BindingAddress.Parse(options.Url);
        Host = address.Host.TrimStart('[').TrimEnd(']');
        Port = address.Port;
        Name = options.Url;
        IsHttps = address.Scheme == Uri.UriSchemeHttps;
        Protocols =
            options.Protocols ?? (IsHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1);
        Tls = IsHttps ? options.Tls : null;
        Proxies =
            options.ProxyProtocol == ProxyProtocolMode.Required
                ? NetworkList.Of(options.ProxyProtocolFrom)
                : null;
        Redirect = options.Redirect.HttpsPort > 0 ? new RedirectToHttps(options.Redirect) : null;
        StrictTransport = IsHttps ? Hsts.FieldOf(options.Hsts) : null;
        Limits = ListenerLimits.Of(defaults, options.Limits);
        Guard = ListenerGuard.Of(Limits, defaults);
        Identity = IdentityPlan.Of(options.Identity);
        Upgrades = UpgradePlan.Of(options.Upgrade);
    }

    /// <summary>What it is called in log, metrics and API: its URL.</summary>
    public string Name { get; }

    /// <summary>Whether its connections are encrypted.</summary>
    public bool IsHttps { get; }

    /// <summary>The versions of HTTP that are spoken here, as they were asked for.</summary>
    public HttpProtocols Protocols { get; }

    /// <summary>How its connections are encrypted; <c>null</c> where they are not.</summary>
    public ListenerTlsOptions? Tls { get; }

    /// <summary>
    /// The proxies that name the client in a header of the PROXY protocol, and the only ones that may connect;
    /// <c>null</c> where that protocol is not spoken.
    /// </summary>
    public NetworkList? Proxies { get; }

    /// <summary>Where requests are sent that must come encrypted; <c>null</c> where they are served.</summary>
    public RedirectToHttps? Redirect { get; }

    /// <summary>The value of Strict-Transport-Security on its answers; <c>null</c> where there is none.</summary>
    public string? StrictTransport { get; }

    /// <summary>An address, <c>localhost</c>, or anything else for every address (<c>*</c>, <c>+</c>).</summary>
    public string Host { get; }

    /// <summary>The port; 0 lets the system choose one.</summary>
    public int Port { get; }

    /// <summary>What a client may take of it.</summary>
    public ListenerLimits Limits { get; }

    /// <summary>What is asked of each request here; <c>null</c> where the server's own limits say it all.</summary>
    public ListenerGuard? Guard { get; }

    /// <summary>The one of these settings, and of the defaults for what they leave out.</summary>
    public static Listener Of(ListenerOptions options, LimitsOptions? defaults = null) =>
        new(options, defaults ?? new());

    /// <summary>What backends are told of the client.</summary>
    public IdentityPlan Identity { get; }

    /// <summary>What connections may switch to.</summary>
    public UpgradePlan Upgrades { get; }

    /// <summary>All listeners of this process: those of <c>DataPlane:Url</c>, with defaults, then the named ones.</summary>
    public static IReadOnlyList<Listener> All(DataPlaneOptions options) =>
        [
            .. options
                .Urls.Select(static url => new ListenerOptions { Url = url })
                .Concat(options.Listeners)
                .Select(listener => new Listener(listener, options.Limits)),
        ];

    /// <summary>The address to listen on; <c>null</c> for every address, or for localhost.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host, out var address) ? address : null;

    /// <summary>Whether only this machine may connect, over either family.</summary>
    public bool IsLocalhost => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}

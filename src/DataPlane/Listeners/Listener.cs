using System.Net;
using LbPlatform.DataPlane.Identity;
using LbPlatform.DataPlane.Upgrades;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>
/// One place where traffic comes in, with what holds for each connection and request there: settings read once, at the
/// start, and immutable since.
/// </summary>
internal sealed class Listener
{
    private Listener(ListenerOptions options)
    {
        var address = BindingAddress.Parse(options.Url);
        Host = address.Host.TrimStart('[').TrimEnd(']');
        Port = address.Port;
        Protocols = options.Protocols;
        Identity = IdentityPlan.Of(options.Identity);
        Upgrades = UpgradePlan.Of(options.Upgrade);
    }

    /// <summary>An address, <c>localhost</c>, or anything else for every address (<c>*</c>, <c>+</c>).</summary>
    public string Host { get; }

    /// <summary>The port; 0 lets the system choose one.</summary>
    public int Port { get; }

    /// <summary>The versions of HTTP that are spoken.</summary>
    public Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols Protocols { get; }

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
                .Select(static listener => new Listener(listener)),
        ];

    /// <summary>The address to listen on; <c>null</c> for every address, or for localhost.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host, out var address) ? address : null;

    /// <summary>Whether only this machine may connect, over either family.</summary>
    public bool IsLocalhost => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}

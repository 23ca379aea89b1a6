using System.Net;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>The networks of trusted proxies. Pure.</summary>
internal static class ProxyNetworks
{
    /// <summary>Networks of one listener.</summary>
    public const int Most = 256;

    /// <summary>A network (<c>10.0.0.0/8</c>), or an address for itself alone.</summary>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        // One list's rules for all: 10.1 and 010.0.0.1 mean other addresses to others.
        if (text is null || text.Contains(',') || !NetworkList.TryParse(text, out var one, out _))
        {
            return false;
        }

        network = IPNetwork.Parse(one.Text);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for text that was checked.</summary>
    public static IPNetwork Parse(string text) =>
        TryParse(text, out var network)
            ? network
            : throw new FormatException($"'{text}' is no network.");

    /// <summary>Whether one of <paramref name="networks"/> holds <paramref name="address"/>, over whichever kind of socket it came.</summary>
    public static bool Hold(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LbPlatform.DataPlane.Identity;

/// <summary>The networks of the proxies in front. Immutable.</summary>
internal sealed class TrustedProxies
{
    private readonly IPNetwork[] _networks;

    private TrustedProxies(IPNetwork[] networks) => _networks = networks;

    /// <summary>Whether there is any.</summary>
    public bool IsAny => _networks.Length > 0;

    /// <summary>Reads what <see cref="TryRead"/> has found good.</summary>
    /// <exception cref="FormatException">One of them is no network.</exception>
    public static TrustedProxies Of(IEnumerable<string> networks) =>
        new([
            .. networks.Select(static text =>
                TryRead(text, out var network, out var fault)
                    ? network
                    : throw new FormatException(fault)
            ),
        ]);

    /// <summary>Reads a network or a single address; false, with what to do, where it is neither.</summary>
    public static bool TryRead(
        string text,
        out IPNetwork network,
        [NotNullWhen(false)] out string? fault
    )
    {
        network = default;
        fault = null;
        var slash = text.IndexOf('/');
        if (!NodeName.TryReadAddress(slash < 0 ? text : text.AsSpan(0, slash), out var address))
        {
            fault = $"'{text}' is no address; write for example '10.0.0.0/8' or '2001:db8::1'";
            return false;
        }

        var most = address.GetAddressBytes().Length * 8;
        var length = most;
        if (
            slash >= 0
            && !(
                int.TryParse(
                    text.AsSpan(slash + 1),
                    System.Globalization.NumberStyles.None,
                    null,
                    out length
                )
                && length <= most
            )
        )
        {
            fault = $"'{text}' has no prefix length from 0 to {most} after its slash";
            return false;
        }

        var start = Masked(address, length);
        if (!start.Equals(address))
        {
            fault = $"'{text}' has bits set beyond its prefix; write '{start}/{length}'";
            return false;
        }

        network = new IPNetwork(address, length);
        return true;
    }

    /// <summary>Whether the proxy at <paramref name="address"/> is believed.</summary>
    public bool Contain(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        foreach (var network in _networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            var kept = Math.Clamp(length - (at * 8), 0, 8);
            bytes[at] &= (byte)(0xff << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}

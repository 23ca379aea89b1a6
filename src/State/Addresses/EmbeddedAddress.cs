using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.State.Addresses;

/// <summary>
/// An IPv4 address inside an IPv6 address, to which a translator or tunnel would carry what is sent there: who may not
/// be reached directly must not be reached that way.
/// </summary>
/// <param name="Address">The IPv4 address.</param>
/// <param name="Form">How it is wrapped, to follow "by".</param>
public readonly record struct EmbeddedAddress(IPAddress Address, string Form)
{
    private const int Ipv4Bytes = 4;

    private static readonly ImmutableArray<Place> Places =
    [
        new(IPNetwork.Parse("64:ff9b::/96"), 12, IsInverted: false, "NAT64 (RFC 6052)"),
        new(IPNetwork.Parse("::ffff:0:0:0/96"), 12, IsInverted: false, "SIIT (RFC 2765)"),
        new(IPNetwork.Parse("2002::/16"), 2, IsInverted: false, "6to4 (RFC 3056)"),
        new(IPNetwork.Parse("2001::/32"), 4, IsInverted: false, "Teredo's server (RFC 4380)"),
        new(IPNetwork.Parse("2001::/32"), 12, IsInverted: true, "Teredo (RFC 4380)"),
    ];

    /// <summary>All that <paramref name="address"/> holds; IPv4-mapped ones are IPv4 addresses, not holders of one.</summary>
    public static IEnumerable<EmbeddedAddress> In(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            yield break;
        }

        var bytes = address.GetAddressBytes();
        foreach (var place in Places)
        {
            if (place.Network.Contains(address))
            {
                yield return new(Read(bytes, place.Offset, place.IsInverted), place.Form);
            }
        }

        // ISATAP marks the interface, not the prefix; the bit 0x02 only says whether the IPv4 address is public.
        if ((bytes[8] & ~0x02) == 0 && bytes.AsSpan(9, 3) is [0x00, 0x5e, 0xfe])
        {
            yield return new(Read(bytes, 12, isInverted: false), "ISATAP (RFC 5214)");
        }
    }

    private static IPAddress Read(byte[] bytes, int offset, bool isInverted)
    {
        var ipv4 = bytes.AsSpan(offset, Ipv4Bytes).ToArray();
        return new(isInverted ? Array.ConvertAll(ipv4, static b => (byte)~b) : ipv4);
    }

    private sealed record Place(IPNetwork Network, int Offset, bool IsInverted, string Form);
}

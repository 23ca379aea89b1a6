using System.Collections.Immutable;
using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>
/// The addresses that are refused whatever the settings say: those that mean no single server, and those behind which
/// a machine's surroundings hand out credentials. What is merely not routed (documentation, benchmarks) stays allowed:
/// it reaches nobody, and laboratories use it.
/// </summary>
public static class ForbiddenRanges
{
    private const string Unspecified =
        "the unspecified address, by which this machine reaches itself";
    private const string Metadata = "a cloud's metadata service, which hands out credentials";

    /// <summary>Every range; a narrower one stands before the wider one around it, so that the closest reason is given.</summary>
    public static ImmutableArray<ForbiddenRange> All { get; } =
    [
        Row("0.0.0.0/32", Unspecified, "RFC 1122, 3.2.1.3"),
        Row("0.0.0.0/8", "an address of 'this network', which is no server's", "RFC 791, 3.2"),
        Row("100.100.100.200/32", Metadata, "Alibaba Cloud"),
        Row("168.63.129.16/32", "Azure's wire server, which hands out credentials", "Azure"),
        Row("169.254.169.254/32", Metadata, "AWS, Azure, Google Cloud, OpenStack and others"),
        Row("169.254.0.0/16", "a link-local address", "RFC 3927"),
        Row("192.0.0.192/32", Metadata, "Oracle Cloud"),
        Row("192.0.0.0/24", "kept for protocols, and no server's", "RFC 6890"),
        Row("224.0.0.0/4", "a multicast address", "RFC 5771"),
        Row("255.255.255.255/32", "the broadcast address", "RFC 919"),
        Row("240.0.0.0/4", "a reserved address", "RFC 1112, 4"),
        Row("::/128", Unspecified, "RFC 4291, 2.5.2"),
        Row("::/96", "an IPv4-compatible address, a form given up", "RFC 4291, 2.5.5.1"),
        Row(
            "64:ff9b:1::/48",
            "a local translation address, whose IPv4 address only the network knows",
            "RFC 8215"
        ),
        Row("fd00:a9fe:a9fe::/64", Metadata, "Akamai Linode"),
        Row("fd00:42::/64", Metadata, "Scaleway"),
        Row("fd00:c1::/64", Metadata, "Oracle Cloud"),
        Row("fd00:ec2::/32", Metadata, "AWS"),
        Row("fd20:ce::/64", Metadata, "Google Cloud"),
        Row("fe80::/10", "a link-local address", "RFC 4291, 2.5.6"),
        Row("fec0::/10", "a site-local address, a form given up", "RFC 3879"),
        Row("ff00::/8", "a multicast address", "RFC 4291, 2.7"),
    ];

    /// <summary>The range that an address lies in by itself; <c>null</c> where it is none of these.</summary>
    /// <param name="address">IPv6 that stands for IPv4 is to be unwrapped before.</param>
    public static ForbiddenRange? Find(IPAddress address) => Find(address, All);

    /// <summary>As above, in other ranges: tests take each one out and see that it is missed.</summary>
    internal static ForbiddenRange? Find(IPAddress address, ImmutableArray<ForbiddenRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(address);
        // The one address of ::/96 that is in use.
        if (address.Equals(IPAddress.IPv6Loopback))
        {
            return null;
        }

        foreach (var range in ranges)
        {
            if (range.Network.Contains(address))
            {
                return range;
            }
        }

        return null;
    }

    private static ForbiddenRange Row(string network, string what, string source) =>
        new(IPNetwork.Parse(network), what, source);
}

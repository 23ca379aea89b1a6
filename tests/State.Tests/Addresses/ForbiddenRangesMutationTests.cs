using System.Collections.Immutable;
using System.Net;
using LbPlatform.State.Addresses;

namespace LbPlatform.State.Tests.Addresses;

/// <summary>
/// The first and the last address of every range with the neighbours just outside, written out by hand; and the proof
/// that this table notices when a range is taken out, cut in half or doubled.
/// </summary>
public sealed class ForbiddenRangesMutationTests
{
    private const string Free = "";

    /// <summary>Range; address before, first, last, address after: each with the range that it is found in.</summary>
    private static readonly ImmutableArray<Row> Rows =
    [
        new("0.0.0.0/32", null, new("0.0.0.0"), null, new("0.0.0.1", "0.0.0.0/8")),
        new("0.0.0.0/8", null, new("0.0.0.1"), new("0.255.255.255"), new("1.0.0.0", Free)),
        new(
            "100.100.100.200/32",
            new("100.100.100.199", Free),
            new("100.100.100.200"),
            null,
            new("100.100.100.201", Free)
        ),
        new(
            "168.63.129.16/32",
            new("168.63.129.15", Free),
            new("168.63.129.16"),
            null,
            new("168.63.129.17", Free)
        ),
        new(
            "169.254.169.254/32",
            new("169.254.169.253", "169.254.0.0/16"),
            new("169.254.169.254"),
            null,
            new("169.254.169.255", "169.254.0.0/16")
        ),
        new(
            "169.254.0.0/16",
            new("169.253.255.255", Free),
            new("169.254.0.0"),
            new("169.254.255.255"),
            new("169.255.0.0", Free)
        ),
        new(
            "192.0.0.192/32",
            new("192.0.0.191", "192.0.0.0/24"),
            new("192.0.0.192"),
            null,
            new("192.0.0.193", "192.0.0.0/24")
        ),
        new(
            "192.0.0.0/24",
            new("191.255.255.255", Free),
            new("192.0.0.0"),
            new("192.0.0.255"),
            new("192.0.1.0", Free)
        ),
        new(
            "224.0.0.0/4",
            new("223.255.255.255", Free),
            new("224.0.0.0"),
            new("239.255.255.255"),
            new("240.0.0.0", "240.0.0.0/4")
        ),
        new(
            "255.255.255.255/32",
            new("255.255.255.254", "240.0.0.0/4"),
            new("255.255.255.255"),
            null,
            null
        ),
        new(
            "240.0.0.0/4",
            new("239.255.255.255", "224.0.0.0/4"),
            new("240.0.0.0"),
            new("255.255.255.254"),
            null
        ),
        new("::/128", null, new("::"), null, new("::1", Free)),
        new("::/96", new("::1", Free), new("::2"), new("::ffff:ffff"), new("::1:0:0", Free)),
        new(
            "64:ff9b:1::/48",
            new("64:ff9b:0:ffff:ffff:ffff:ffff:ffff", Free),
            new("64:ff9b:1::"),
            new("64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
            new("64:ff9b:2::", Free)
        ),
        new(
            "fd00:a9fe:a9fe::/64",
            new("fd00:a9fe:a9fd:ffff:ffff:ffff:ffff:ffff", Free),
            new("fd00:a9fe:a9fe::"),
            new("fd00:a9fe:a9fe:0:ffff:ffff:ffff:ffff"),
            new("fd00:a9fe:a9fe:1::", Free)
        ),
        new(
            "fd00:42::/64",
            new("fd00:41:ffff:ffff:ffff:ffff:ffff:ffff", Free),
            new("fd00:42::"),
            new("fd00:42::ffff:ffff:ffff:ffff"),
            new("fd00:42:0:1::", Free)
        ),
        new(
            "fd00:c1::/64",
            new("fd00:c0:ffff:ffff:ffff:ffff:ffff:ffff", Free),
            new("fd00:c1::"),
            new("fd00:c1::ffff:ffff:ffff:ffff"),
            new("fd00:c1:0:1::", Free)
        ),
        new(
            "fd00:ec2::/32",
            new("fd00:ec1:ffff:ffff:ffff:ffff:ffff:ffff", Free),
            new("fd00:ec2::"),
            new("fd00:ec2:ffff:ffff:ffff:ffff:ffff:ffff"),
            new("fd00:ec3::", Free)
        ),
        new(
            "fd20:ce::/64",
            new("fd20:cd:ffff:ffff:ffff:ffff:ffff:ffff", Free),
            new("fd20:ce::"),
            new("fd20:ce::ffff:ffff:ffff:ffff"),
            new("fd20:ce:0:1::", Free)
        ),
        new(
            "fe80::/10",
            new("fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Free),
            new("fe80::"),
            new("febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            new("fec0::", "fec0::/10")
        ),
        new(
            "fec0::/10",
            new("febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::/10"),
            new("fec0::"),
            new("feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            new("ff00::", "ff00::/8")
        ),
        new(
            "ff00::/8",
            new("feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fec0::/10"),
            new("ff00::"),
            new("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            null
        ),
    ];

    public static TheoryData<string> Networks =>
        [.. ForbiddenRanges.All.Select(static range => $"{range.Network}")];

    [Fact]
    public void Table_HasEveryRange_AndIsTrue()
    {
        Assert.Equal(
            ForbiddenRanges.All.Select(static range => $"{range.Network}"),
            Rows.Select(static row => row.Network)
        );
        Assert.Empty(Wrong(ForbiddenRanges.All, null, ""));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Range_TakenOut_IsMissed(string network)
    {
        var range = ForbiddenRanges.All.Single(r => $"{r.Network}" == network);

        Assert.NotEmpty(Wrong(ForbiddenRanges.All.Remove(range), null, ""));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Range_CutInHalfOrDoubled_IsNoticed(string network)
    {
        var range = ForbiddenRanges.All.Single(r => $"{r.Network}" == network);
        foreach (var resized in Resized(range.Network))
        {
            var mutant = range with { Network = resized };
            Assert.True(
                Wrong(ForbiddenRanges.All.Replace(range, mutant), mutant, network).Any(),
                $"{network} as {resized}"
            );
        }
    }

    /// <summary>The addresses of the table that these ranges put elsewhere; the mutant counts as the range it stands for.</summary>
    private static IEnumerable<string> Wrong(
        ImmutableArray<ForbiddenRange> ranges,
        ForbiddenRange? mutant,
        string network
    ) =>
        from row in Rows
        from point in new[] { row.Before, row.First, row.Last, row.After }
        where point is not null
        let found = ForbiddenRanges.Find(IPAddress.Parse(point.Address), ranges)
        let name = ReferenceEquals(found, mutant) && mutant is not null
            ? network
            : $"{found?.Network}"
        where name != (point.In ?? row.Network)
        select point.Address;

    /// <summary>Its lower and upper half, and the network around it where that has anything more.</summary>
    private static IEnumerable<IPNetwork> Resized(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        var length = network.PrefixLength;
        if (length < bytes.Length * 8)
        {
            yield return new(network.BaseAddress, length + 1);
            yield return new(With(bytes, length, true), length + 1);
        }

        var isUpper = (bytes[(length - 1) / 8] & Mask(length - 1)) != 0;
        if (!IsTaken(With(bytes, length - 1, !isUpper), network))
        {
            yield return new(With(bytes, length - 1, false), length - 1);
        }
    }

    /// <summary>Whether a range before it, or loopback, has the other half anyway, so that nothing would change.</summary>
    private static bool IsTaken(IPAddress otherHalf, IPNetwork network) =>
        otherHalf.Equals(IPAddress.IPv6Loopback)
        || ForbiddenRanges
            .All.TakeWhile(range => range.Network != network)
            .Any(range =>
                range.Network.PrefixLength <= network.PrefixLength
                && range.Network.Contains(otherHalf)
            );

    private static byte Mask(int bit) => (byte)(0x80 >> (bit % 8));

    private static IPAddress With(byte[] bytes, int bit, bool isSet)
    {
        var other = bytes.ToArray();
        other[bit / 8] = (byte)(isSet ? other[bit / 8] | Mask(bit) : other[bit / 8] & ~Mask(bit));
        return new(other);
    }

    /// <summary>An address and the range that it is found in; without one, the row's own.</summary>
    private sealed record Point(string Address, string? In = null);

    private sealed record Row(
        string Network,
        Point? Before,
        Point First,
        Point? Last,
        Point? After
    );
}

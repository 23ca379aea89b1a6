using System.Net;
using LbPlatform.State.Addresses;

namespace LbPlatform.State.Tests.Addresses;

public sealed class ForbiddenRangesTests
{
    /// <summary>Both ends of each row, which another row must not stand in for: range and source are compared.</summary>
    public static TheoryData<string, string, string> Ends =>
        new()
        {
            { "0.0.0.0/32", "0.0.0.0", "0.0.0.0" },
            { "0.0.0.0/8", "0.0.0.1", "0.255.255.255" },
            { "100.100.100.200/32", "100.100.100.200", "100.100.100.200" },
            { "168.63.129.16/32", "168.63.129.16", "168.63.129.16" },
            { "169.254.169.254/32", "169.254.169.254", "169.254.169.254" },
            { "169.254.0.0/16", "169.254.0.0", "169.254.255.255" },
            { "192.0.0.192/32", "192.0.0.192", "192.0.0.192" },
            { "192.0.0.0/24", "192.0.0.0", "192.0.0.255" },
            { "224.0.0.0/4", "224.0.0.0", "239.255.255.255" },
            { "255.255.255.255/32", "255.255.255.255", "255.255.255.255" },
            { "240.0.0.0/4", "240.0.0.0", "255.255.255.254" },
            { "::/128", "::", "::" },
            { "::/96", "::2", "::ffff:ffff" },
            { "64:ff9b:1::/48", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff" },
            { "fd00:a9fe:a9fe::/64", "fd00:a9fe:a9fe::", "fd00:a9fe:a9fe:0:ffff:ffff:ffff:ffff" },
            { "fd00:42::/64", "fd00:42::", "fd00:42::ffff:ffff:ffff:ffff" },
            { "fd00:c1::/64", "fd00:c1::", "fd00:c1::ffff:ffff:ffff:ffff" },
            { "fd00:ec2::/32", "fd00:ec2::", "fd00:ec2:ffff:ffff:ffff:ffff:ffff:ffff" },
            { "fd20:ce::/64", "fd20:ce::", "fd20:ce::ffff:ffff:ffff:ffff" },
            { "fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
            { "fec0::/10", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
            { "ff00::/8", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Find_EndsOfARange_AreInThatRange(string network, string first, string last)
    {
        foreach (var end in new[] { first, last })
        {
            Assert.Equal(network, $"{ForbiddenRanges.Find(IPAddress.Parse(end))?.Network}");
        }
    }

    [Fact]
    public void All_EveryRow_IsTestedAboveAndSaysWhy()
    {
        Assert.Equal(
            Ends.Select(static row => row[0]).Order(),
            ForbiddenRanges.All.Select(static range => $"{range.Network}").Order<object>()
        );
        Assert.All(
            ForbiddenRanges.All,
            static range => Assert.True(range.What.Length > 0 && range.Source.Length > 0)
        );
    }

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.199")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.17")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.16.0.1")]
    [InlineData("191.255.255.255")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("::1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:2::")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec1:ffff::1")]
    [InlineData("fd00:ec3::")]
    [InlineData("fdff::1")]
    [InlineData("fe7f::1")]
    public void Find_NeighboursAndHomesOfBackends_AreInNone(string address) =>
        Assert.Null(ForbiddenRanges.Find(IPAddress.Parse(address)));
}

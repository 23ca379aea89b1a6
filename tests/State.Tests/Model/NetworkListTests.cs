using System.Net;
using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Model;

public sealed class NetworkListTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("0.0.0.0/0", "255.1.2.3", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("192.0.2.1, 2001:db8::1", "192.0.2.1", true)]
    [InlineData("192.0.2.1, 2001:db8::1", "192.0.2.2", false)]
    [InlineData("192.0.2.1, 2001:db8::1", "2001:db8::1", true)]
    public void Contains_Address_IsComparedInItsFamily(
        string list,
        string address,
        bool expected
    ) => Assert.Equal(expected, NetworkList.Parse(list).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.0/8, 10.0.0.1", "10.0.0.0/8,10.0.0.1/32")]
    [InlineData("2001:DB8:0::/32", "2001:db8::/32")]
    public void Text_IsCanonicalAndReadAlike(string list, string expected)
    {
        var read = NetworkList.Parse(list);

        Assert.Equal(expected, read.Text);
        Assert.Equal(read, NetworkList.Parse(read.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("nowhere")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("0x0a000000/8")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("fe80::1%1/128")]
    [InlineData("[::1]/128")]
    [InlineData("2001:db8::/129")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.1")]
    public void TryParse_NotANetwork_SaysWhatToWrite(string list)
    {
        Assert.False(NetworkList.TryParse(list, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData("10.1.2.3/8", "'10.0.0.0/8'")]
    [InlineData("2001:db8::1/32", "'2001:db8::/32'")]
    public void TryParse_BitsBehindThePrefix_NamesTheNetworkThatWasMeant(string list, string meant)
    {
        Assert.False(NetworkList.TryParse(list, out _, out var fault));
        Assert.Contains(meant, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Contains_NoAddress_IsFalse() =>
        Assert.False(NetworkList.Parse("0.0.0.0/0, ::/0").Contains((IPAddress?)null));

    [Fact]
    public void Of_Texts_IsTheSameList()
    {
        var list = NetworkList.Of(["10.0.0.0/8", "2001:DB8::1"]);

        Assert.Equal(NetworkList.Parse("10.0.0.0/8, 2001:db8::1"), list);
        Assert.Equal(["10.0.0.0/8", "2001:db8::1/128"], list.Texts);
        Assert.Throws<FormatException>(() => NetworkList.Of(["10.0.0.0/8,11.0.0.0/8"]));
    }

    [Fact]
    public void TryParse_TooMany_IsRefused() =>
        Assert.False(
            NetworkList.TryParse(
                string.Join(',', Enumerable.Repeat("10.0.0.0/8", NetworkList.MostNetworks + 1)),
                out _,
                out _
            )
        );
}

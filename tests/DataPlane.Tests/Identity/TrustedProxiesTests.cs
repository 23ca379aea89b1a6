using System.Net;
using LbPlatform.DataPlane.Identity;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    public void Contain_Address_IsLookedUp(string network, string address, bool expected) =>
        Assert.Equal(expected, TrustedProxies.Of([network]).Contain(IPAddress.Parse(address)));

    [Fact]
    public void Contain_NoAddress_IsNotTrusted() =>
        Assert.False(TrustedProxies.Of(["0.0.0.0/0"]).Contain(null));

    [Theory]
    [InlineData("10.0.0.1/8", "10.0.0.0/8")]
    [InlineData("10.0.0.0/33", "0 to 32")]
    [InlineData("10.0.0.0/-1", "0 to 32")]
    [InlineData("10.0.0.0/", "0 to 32")]
    [InlineData("10.1", "write for example")]
    [InlineData("", "write for example")]
    [InlineData("proxy.example", "write for example")]
    [InlineData("2001:db8::1/64", "2001:db8::/64")]
    public void TryRead_NoNetwork_SaysWhatToDo(string text, string expected)
    {
        Assert.False(TrustedProxies.TryRead(text, out _, out var fault));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }
}

using System.Net;
using LbPlatform.DataPlane.Listeners.ProxyProtocol;

namespace LbPlatform.DataPlane.Tests.Listeners.ProxyProtocol;

public sealed class ProxyNetworksTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("fd00::/8", "fd00::1", true)]
    [InlineData("::1", "::2", false)]
    public void Hold_Address_IsInTheNetworkOrNot(string network, string address, bool expected) =>
        Assert.Equal(
            expected,
            ProxyNetworks.Hold([ProxyNetworks.Parse(network)], IPAddress.Parse(address))
        );

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.0/8,11.0.0.0/8")]
    public void TryParse_NoNetwork_IsFalse(string text) =>
        Assert.False(ProxyNetworks.TryParse(text, out _));
}

using System.Net;
using LbPlatform.DataPlane.Listeners;

namespace LbPlatform.DataPlane.Tests.Listeners;

public sealed class ClientConnectionTests
{
    [Theory]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void AddressText_Address_IsWrittenInItsOwnFamily(string address, string expected) =>
        Assert.Equal(expected, new ClientConnection(null, IPAddress.Parse(address)).AddressText);

    [Fact]
    public void AddressText_NoAddress_IsUnknown() =>
        Assert.Equal("unknown", new ClientConnection(null, null).AddressText);
}

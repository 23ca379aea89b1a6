using System.Net;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class PeerAddressTests
{
    [Theory]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void Format_Address_IsWrittenInItsOwnFamily(string address, string expected) =>
        Assert.Equal(expected, PeerAddress.Format(IPAddress.Parse(address)));

    [Fact]
    public void Format_NoAddress_IsUnknown() => Assert.Equal("unknown", PeerAddress.Format(null));
}

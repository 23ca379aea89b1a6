using LbPlatform.DataPlane.Identity;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class NodeNameTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1:80", "192.0.2.1")]
    [InlineData("192.0.2.1:_port", "192.0.2.1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:DB8::1]:65535", "2001:db8::1")]
    [InlineData("[::ffff:192.0.2.1]", "192.0.2.1")]
    [InlineData("unknown", null)]
    [InlineData("UNKNOWN:80", null)]
    [InlineData("_hidden", null)]
    [InlineData("_SEVKISEK.-_:_p", null)]
    public void TryRead_NodeOfRfc7239_IsRead(string text, string? expected)
    {
        Assert.True(NodeName.TryRead(text, out var address));
        Assert.Equal(expected, address?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData("2001:db8::1")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[]")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:123456")]
    [InlineData("192.0.2.1:8a")]
    [InlineData("_")]
    [InlineData("_a b")]
    [InlineData("hidden")]
    public void TryRead_AnythingElse_IsMalformed(string text) =>
        Assert.False(NodeName.TryRead(text, out _));

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1:5", "10.0.0.1")]
    public void TryReadBare_IPv6WithoutBrackets_IsRead(string text, string expected)
    {
        Assert.True(NodeName.TryReadBare(text, out var address));
        Assert.Equal(expected, address?.ToString());
    }
}

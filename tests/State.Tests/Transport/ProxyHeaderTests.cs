using System.Net;
using System.Text;
using LbPlatform.State.Model;
using LbPlatform.State.Transport;

namespace LbPlatform.State.Tests.Transport;

public sealed class ProxyHeaderTests
{
    [Theory]
    [InlineData("10.1.2.3:4567", "10.9.9.9:80", "PROXY TCP4 10.1.2.3 10.9.9.9 4567 80\r\n")]
    [InlineData("[2001:db8::1]:1", "[::1]:65535", "PROXY TCP6 2001:db8::1 ::1 1 65535\r\n")]
    [InlineData("[::ffff:10.1.2.3]:5", "10.9.9.9:80", "PROXY TCP4 10.1.2.3 10.9.9.9 5 80\r\n")]
    [InlineData("[fe80::1%3]:5", "[::1]:80", "PROXY TCP6 fe80::1 ::1 5 80\r\n")]
    [InlineData("10.1.2.3:5", "[::1]:80", "PROXY TCP6 ::ffff:10.1.2.3 ::1 5 80\r\n")]
    public void V1_IsALineOfText(string from, string to, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(Make(ProxyProtocol.V1, from, to)));

    [Theory]
    [InlineData("10.1.2.3:4567", "10.9.9.9:80", "2111000C0A0102030A09090911D70050")]
    [InlineData(
        "[2001:db8::1]:1",
        "[::1]:65535",
        "2121002420010DB8000000000000000000000001000000000000000000000000000000010001FFFF"
    )]
    public void V2_IsBinary(string from, string to, string expected) =>
        Assert.Equal(
            $"0D0A0D0A000D0A515549540A{expected}",
            Convert.ToHexString(Make(ProxyProtocol.V2, from, to))
        );

    [Fact]
    public void NobodyBehindIt_IsSaid()
    {
        Assert.Equal("PROXY UNKNOWN\r\n"u8.ToArray(), ProxyHeader.Own(ProxyProtocol.V1));
        Assert.Equal(
            "0D0A0D0A000D0A515549540A20000000",
            Convert.ToHexString(ProxyHeader.For(ProxyProtocol.V2, null, null))
        );
        Assert.Empty(Make(ProxyProtocol.Off, "10.1.2.3:1", "10.1.2.3:2"));
    }

    private static byte[] Make(ProxyProtocol version, string from, string to) =>
        ProxyHeader.For(version, IPEndPoint.Parse(from), IPEndPoint.Parse(to));
}

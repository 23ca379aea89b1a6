using LbPlatform.DataPlane.Identity;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class ForwardedValuesTests
{
    [Theory]
    [InlineData("HTTPS", "https")]
    [InlineData("http", "http")]
    [InlineData("wss", "https")]
    [InlineData("https,http", null)]
    [InlineData("javascript", null)]
    [InlineData("", null)]
    public void Scheme_OnlyThoseOfHttp(string text, string? expected) =>
        Assert.Equal(expected, ForwardedValues.Scheme(text));

    [Theory]
    [InlineData("a.example", true)]
    [InlineData("a.example:8443", true)]
    [InlineData("[2001:db8::1]:80", true)]
    [InlineData("[2001:db8::1]", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a.example:", false)]
    [InlineData("a.example:0", false)]
    [InlineData("a.example:99999", false)]
    [InlineData("user@a.example", false)]
    [InlineData("a.example/path", false)]
    [InlineData("a.example, b.example", false)]
    [InlineData("[::1", false)]
    [InlineData("[]", false)]
    [InlineData("[::1]x", false)]
    [InlineData(":80", false)]
    public void Host_OnlyWhatMayStandInHost(string text, bool isGood) =>
        Assert.Equal(isGood ? text : null, ForwardedValues.Host(text));

    [Theory]
    [InlineData("/app", true)]
    [InlineData("/app/v%20/", true)]
    [InlineData("/", true)]
    [InlineData("app", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/a/../b", false)]
    [InlineData("/a/%2e%2e/b", false)]
    [InlineData("/a?b", false)]
    [InlineData("/a\\b", false)]
    public void Prefix_OnlyAPath(string text, bool isGood) =>
        Assert.Equal(isGood ? text : null, ForwardedValues.Prefix(text));

    [Theory]
    [InlineData("1", true)]
    [InlineData("65535", true)]
    [InlineData("65536", false)]
    [InlineData("-1", false)]
    [InlineData("08a", false)]
    public void Port_OnlyAPort(string text, bool isGood) =>
        Assert.Equal(isGood ? text : null, ForwardedValues.Port(text));

    [Fact]
    public void Any_SaidTwice_IsNotBelieved()
    {
        var twice = new StringValues(["1", "1"]);

        Assert.Null(ForwardedValues.Port(twice));
        Assert.Null(ForwardedValues.Host(twice));
        Assert.Null(ForwardedValues.RequestId(twice));
    }

    [Fact]
    public void RequestId_TooLong_IsNotBelieved()
    {
        Assert.NotNull(ForwardedValues.RequestId(new string('a', IdentityLimits.LongestRequestId)));
        Assert.Null(
            ForwardedValues.RequestId(new string('a', IdentityLimits.LongestRequestId + 1))
        );
        Assert.Null(ForwardedValues.RequestId("a\"b"));
    }
}

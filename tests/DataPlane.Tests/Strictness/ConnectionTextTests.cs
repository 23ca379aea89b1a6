using System.Text;
using LbPlatform.DataPlane.Strictness;

namespace LbPlatform.DataPlane.Tests.Strictness;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("keep-alive")]
    [InlineData("close")]
    [InlineData("Upgrade, HTTP2-Settings")]
    [InlineData("TE, close")]
    [InlineData("close, Content-Length, Host")]
    [InlineData("")]
    public void GetString_NothingToDrop_IsKept(string text) => Assert.Equal(text, Read(text));

    [Theory]
    [InlineData("X-Named")]
    [InlineData("keep-alive, X-Named")]
    [InlineData("X-Named,close")]
    [InlineData("\u00e9")]
    public void GetString_AFieldIsNamed_ServerFindsTwoOptions(string text) =>
        Assert.Equal($"{text}, close, keep-alive", Read(text));

    private static string Read(string text) =>
        new ConnectionText().GetString(Encoding.Latin1.GetBytes(text));
}

using LbPlatform.DataPlane.Forwarding;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class FieldRulesTests
{
    [Theory]
    [InlineData("connection", true)]
    [InlineData("Keep-Alive", true)]
    [InlineData("TE", true)]
    [InlineData("Transfer-Encoding", true)]
    [InlineData("Proxy-Authorization", true)]
    [InlineData("Upgrade-Insecure-Requests", false)]
    [InlineData("Authorization", false)]
    [InlineData("Host", false)]
    public void EndsHere_FieldsOfOneConnection(string name, bool expected) =>
        Assert.Equal(expected, FieldRules.EndsHere(name));

    [Theory]
    [InlineData("")]
    [InlineData("keep-alive")]
    [InlineData("Keep-Alive, Upgrade , CLOSE,")]
    [InlineData("Host, content-length, Cookie, X-Forwarded-For, Transfer-Encoding")]
    public void Nominated_NothingThatMayEnd_IsNull(string connection) =>
        Assert.Null(FieldRules.Nominated(connection));

    [Fact]
    public void Nominated_SeveralFields_AreFoundWhateverTheirCase()
    {
        var nominated = FieldRules.Nominated(new StringValues(["close, X-One", " x-two "]));

        Assert.Equal(["X-One", "x-two"], nominated!.Order());
        Assert.Contains("x-one", nominated!);
    }
}

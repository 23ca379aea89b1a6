using LbPlatform.DataPlane.Upgrades;

namespace LbPlatform.DataPlane.Tests.Upgrades;

public sealed class WebSocketKeyTests
{
    [Fact]
    public void Accept_ExampleOfRfc6455_IsItsAnswer() =>
        Assert.Equal(
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            WebSocketKey.Accept("dGhlIHNhbXBsZSBub25jZQ==")
        );
}

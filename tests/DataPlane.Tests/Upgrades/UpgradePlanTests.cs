using LbPlatform.DataPlane.Upgrades;

namespace LbPlatform.DataPlane.Tests.Upgrades;

public sealed class UpgradePlanTests
{
    [Theory]
    [InlineData("GET", "websocket", "websocket")]
    [InlineData("GET", "WebSocket", "websocket")]
    [InlineData("GET", "h2c, websocket", "websocket")]
    [InlineData("GET", "tcp, websocket", "tcp")]
    [InlineData("POST", "TCP", "tcp")]
    [InlineData("POST", "websocket", null)]
    [InlineData("POST", "websocket, tcp", "tcp")]
    [InlineData("GET", "websocket/13", null)]
    [InlineData("GET", "h2c", null)]
    [InlineData("GET", "SPDY/3.1", null)]
    [InlineData("GET", "TLS/1.0", null)]
    [InlineData("GET", "", null)]
    [InlineData("GET", ",", null)]
    public void Choose_TheFirstThatMayBeAskedFor(string method, string upgrade, string? expected) =>
        Assert.Equal(
            expected,
            UpgradePlan.Of(new() { Protocols = ["tcp"] }).Choose(method, upgrade)
        );

    [Fact]
    public void Choose_WebSocketOff_IsNotAskedFor() =>
        Assert.Null(UpgradePlan.Of(new() { WebSocket = false }).Choose("GET", "websocket"));
}

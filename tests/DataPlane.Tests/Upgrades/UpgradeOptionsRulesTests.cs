using LbPlatform.DataPlane.Upgrades;

namespace LbPlatform.DataPlane.Tests.Upgrades;

public sealed class UpgradeOptionsRulesTests
{
    [Fact]
    public void Refuse_Defaults_AreGood() => Assert.Empty(UpgradeOptionsRules.Refuse("K", new()));

    [Theory]
    [InlineData("tcp", true)]
    [InlineData("IRC/6.9", true)]
    [InlineData("h2c", false)]
    [InlineData("H2C", false)]
    [InlineData("HTTP/2.0", false)]
    [InlineData("TLS/1.2", false)]
    [InlineData("WebSocket", false)]
    [InlineData("a b", false)]
    [InlineData("a,b", false)]
    [InlineData("", false)]
    public void Refuse_Protocols_NoneThatCarriesRequests(string protocol, bool isGood) =>
        Assert.Equal(
            isGood,
            !UpgradeOptionsRules.Refuse("K", new() { Protocols = [protocol] }).Any()
        );

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(10, true)]
    [InlineData(24 * 3600 * 1000, true)]
    [InlineData((24 * 3600 * 1000) + 1, false)]
    [InlineData(-1, false)]
    public void Refuse_IdleTimeout_HasBounds(int milliseconds, bool isGood) =>
        Assert.Equal(
            isGood,
            !UpgradeOptionsRules
                .Refuse("K", new() { IdleTimeout = TimeSpan.FromMilliseconds(milliseconds) })
                .Any()
        );
}

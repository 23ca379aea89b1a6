using LbPlatform.DataPlane.Identity;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class IdentityOptionsRulesTests
{
    [Fact]
    public void Refuse_Defaults_AreGood() => Assert.Empty(IdentityOptionsRules.Refuse("K", new()));

    [Fact]
    public void Refuse_Several_AreAllNamed()
    {
        var failures = IdentityOptionsRules
            .Refuse(
                "K",
                new()
                {
                    TrustedProxies = ["10.0.0.1/8", "x"],
                    MostHops = 0,
                    ForwardedBy = "edge",
                    RequestIdField = "X_Id",
                }
            )
            .ToArray();

        Assert.Equal(5, failures.Length);
        Assert.All(failures, static f => Assert.StartsWith("K:", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("X-Correlation-Id", true)]
    [InlineData("Host", false)]
    [InlineData("Content-Length", false)]
    [InlineData("Transfer-Encoding", false)]
    [InlineData("X-Forwarded-For", false)]
    [InlineData("traceparent", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    public void Refuse_RequestIdField_IsANameOfItsOwn(string name, bool isGood) =>
        Assert.Equal(
            isGood,
            !IdentityOptionsRules.Refuse("K", new() { RequestIdField = name }).Any()
        );
}

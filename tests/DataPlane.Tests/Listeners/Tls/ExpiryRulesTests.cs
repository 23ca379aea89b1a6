using LbPlatform.DataPlane.Listeners.Tls;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

public sealed class ExpiryRulesTests
{
    [Theory]
    [InlineData(30.1, 0)]
    [InlineData(30, 1)]
    [InlineData(14.1, 1)]
    [InlineData(14, 2)]
    [InlineData(7, 3)]
    [InlineData(1.1, 3)]
    [InlineData(1, 4)]
    [InlineData(0.01, 4)]
    [InlineData(0, 5)]
    [InlineData(-9, 5)]
    public void UrgencyOf_DaysLeft_GrowsToTheEnd(double days, int urgency) =>
        Assert.Equal(urgency, ExpiryRules.UrgencyOf(Some.Instant.AddDays(days), Some.Instant));

    [Fact]
    public void Expired_IsTheHighest() => Assert.Equal(5, ExpiryRules.Expired);
}

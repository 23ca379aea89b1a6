using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class SlowStartTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(2, 10)]
    [InlineData(15, 50)]
    [InlineData(29.9, 99)]
    [InlineData(30, 100)]
    [InlineData(90, 100)]
    public void PercentAt_GrowsFromATenthToTheWhole(double seconds, int expected) =>
        Assert.Equal(
            expected,
            SlowStart.PercentAt(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(30))
        );

    [Fact]
    public void PercentAt_NoWindow_IsTheWhole() =>
        Assert.Equal(100, SlowStart.PercentAt(TimeSpan.Zero, TimeSpan.Zero));
}

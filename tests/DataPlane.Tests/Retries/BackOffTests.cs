using LbPlatform.DataPlane.Retries;

namespace LbPlatform.DataPlane.Tests.Retries;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(1, 1, 25)]
    [InlineData(2, 1, 50)]
    [InlineData(3, 1, 100)]
    [InlineData(4, 1, 200)]
    [InlineData(5, 1, 250)]
    [InlineData(1, 0, 0)]
    [InlineData(2, 0.5, 25)]
    public void Of_DoublesUpToTenTimes_AndIsDrawn(int attempts, double draw, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            BackOff.Of(TimeSpan.FromMilliseconds(25), attempts, draw)
        );
}

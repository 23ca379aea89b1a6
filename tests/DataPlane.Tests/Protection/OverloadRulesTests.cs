using LbPlatform.DataPlane.Protection;

namespace LbPlatform.DataPlane.Tests.Protection;

public sealed class OverloadRulesTests
{
    [Theory]
    [InlineData(99, false, false)]
    [InlineData(100, false, true)]
    [InlineData(90, true, true)]
    [InlineData(89, true, false)]
    public void IsShort_BeginsAtTheBoundAndEndsBelowIt(long used, bool wasShort, bool expected) =>
        Assert.Equal(expected, OverloadRules.IsShort(used, 100, wasShort));

    [Theory]
    [InlineData(79, false)]
    [InlineData(80, true)]
    public void IsPressed_FromFourFifths(long used, bool expected) =>
        Assert.Equal(expected, OverloadRules.IsPressed(used, 100));

    [Theory]
    [InlineData(50_000, 1_048_576, 50_000)]
    [InlineData(50_000, 1024, 384)]
    [InlineData(50_000, 10, 1)]
    [InlineData(100, int.MaxValue, 100)]
    public void MostConnections_NeverMoreThanDescriptorsSufficeFor(
        int asked,
        long descriptors,
        int expected
    ) => Assert.Equal(expected, OverloadRules.MostConnections(asked, descriptors));
}

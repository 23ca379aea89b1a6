using LbPlatform.ControlPlane.Http;

namespace LbPlatform.ControlPlane.Tests.Http;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("Name", "name")]
    [InlineData("intervall", "interval")]
    [InlineData("colour", "")]
    [InlineData("b", "b1,b2,b3")]
    public void Of_Wanted_AreTheNearest(string wanted, string nearest) =>
        Assert.Equal(
            nearest,
            string.Join(
                ',',
                NearestNames.Of(wanted, ["name", "interval", "url", "b3", "b2", "b1", "b4"])
            )
        );
}

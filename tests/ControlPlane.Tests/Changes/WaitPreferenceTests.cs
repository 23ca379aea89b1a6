using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Tests.Changes;

public sealed class WaitPreferenceTests
{
    [Theory]
    [InlineData("wait=0", 0)]
    [InlineData("wait=5", 5)]
    [InlineData("WAIT = \"5\"", 5)]
    [InlineData("wait=5; x=1", 5)]
    [InlineData("respond-async, wait=5, wait=7", 5)]
    [InlineData("wait=x, wait=7", 7)]
    [InlineData("wait=60", 60)]
    [InlineData("wait=61", 60)]
    [InlineData("wait=600", 60)]
    [InlineData("wait=99999999999999999999", 60)]
    [InlineData("wait=-1", null)]
    [InlineData("wait=1.5", null)]
    [InlineData("wait=", null)]
    [InlineData("wait=\"", null)]
    [InlineData("wait", null)]
    [InlineData("x; wait=5", null)]
    [InlineData("waiting=5", null)]
    [InlineData(",;=", null)]
    [InlineData("", null)]
    public void Read_Header_IsTheTimeOrNothing(string header, int? seconds) =>
        Assert.Equal(
            seconds is { } some ? TimeSpan.FromSeconds(some) : null,
            WaitPreference.Read([header])
        );

    [Fact]
    public void Read_SeveralHeaders_TheFirstTimeCounts() =>
        Assert.Equal(TimeSpan.FromSeconds(3), WaitPreference.Read([null, "x", "wait=3", "wait=4"]));
}

using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests;

public sealed class RotationTests
{
    [Fact]
    public async Task Requests_ThreeBackends_AreServedInTurn()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var c = new Origin(name: "c");
        await using var plane = await RunningDataPlane.StartAsync(a, b, c);

        Assert.Equal(["a", "b", "c", "a", "b", "c"], await plane.GetAsync(6));
    }
}

using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class FirstAvailableTests
{
    [Fact]
    public void Pick_IsTheFirstUntried()
    {
        var eligible = Members.Of(1, 1, 1);
        var picker = new FirstAvailable().Over(eligible);

        Assert.Equal("aaa", Members.Picks(picker, 3));
        Assert.Same(eligible.All[1], picker.Pick(new([eligible.All[0]])));
        Assert.Null(picker.Pick(new(eligible.All.AsSpan())));
    }
}

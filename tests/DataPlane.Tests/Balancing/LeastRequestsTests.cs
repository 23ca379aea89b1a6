using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class LeastRequestsTests
{
    [Fact]
    public void Pick_AllIdle_TakesTurns() =>
        Assert.Equal("abcabc", Members.Picks(new LeastRequests().Over(Members.Of(1, 1, 1)), 6));

    [Fact]
    public void Pick_SomeBusy_IsTheLeastBusy()
    {
        var eligible = Members.Of(1, 1, 1);
        eligible.All[0].Enter();
        eligible.All[2].Enter();

        Assert.Equal("bbb", Members.Picks(new LeastRequests().Over(eligible), 3));
    }

    [Fact]
    public void Pick_UnequalWeights_FillsEachToItsShare()
    {
        var eligible = Members.Of(300, 100);
        var picker = new LeastRequests().Over(eligible);

        for (var n = 0; n < 40; n++)
        {
            picker.Pick(default)!.Enter();
        }

        Assert.Equal([30, 10], eligible.All.Select(static backend => backend.InFlight));
    }

    [Fact]
    public void Pick_AfterAFailure_IsAnotherOne()
    {
        var eligible = Members.Of(1, 1);
        var picker = new LeastRequests().Over(eligible);

        Assert.Same(eligible.All[1], picker.Pick(new([eligible.All[0]])));
        Assert.Same(eligible.All[1], picker.Pick(new([eligible.All[0]])));
        Assert.Null(picker.Pick(new([eligible.All[1], eligible.All[0]])));
    }

    [Fact]
    public void Pick_VeryLargePool_ComparesABoundedNumber()
    {
        var eligible = Members.Of([.. Enumerable.Repeat(1, 2_000)]);
        var picker = new LeastRequests().Over(eligible);

        var picked = Members.Counts(eligible, 2_000, _ => picker.Pick(default));

        Assert.Equal(1, picked.Max());
    }
}

using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class PowerOfTwoChoicesTests
{
    [Fact]
    public void Pick_TwoBackends_IsTheLessBusy()
    {
        var eligible = Members.Of(1, 1);
        eligible.All[0].Enter();
        var picker = new PowerOfTwoChoices(new Random(3)).Over(eligible);

        Assert.Equal("bbbbbbbbbb", Members.Picks(picker, 10));
    }

    [Fact]
    public void Pick_BallsIntoBins_TheFullestIsNearTheMeanAsThePaperSays()
    {
        // log log n / log 2 + O(1) above the mean; a single random choice would be about 10 above it.
        const int Bins = 1_000;
        var eligible = Members.Of([.. Enumerable.Repeat(1, Bins)]);
        var picker = new PowerOfTwoChoices(new Random(5)).Over(eligible);

        for (var ball = 0; ball < 10 * Bins; ball++)
        {
            picker.Pick(default)!.Enter();
        }

        Assert.InRange(eligible.All.Max(static backend => backend.InFlight), 10, 14);
    }

    [Fact]
    public void Pick_AllIdle_FollowsTheWeights()
    {
        var eligible = Members.Of(300, 100, 100);
        var picker = new PowerOfTwoChoices(new Random(7)).Over(eligible);

        var counts = Members.Counts(eligible, 50_000, _ => picker.Pick(default));

        Assert.Equal(0.6, counts[0] / 50_000.0, 0.02);
    }

    [Fact]
    public void Pick_BusyByWeight_IsTheOneWithLessForItsWeight()
    {
        var eligible = Members.Of(300, 100);
        eligible.All[0].Enter();
        eligible.All[0].Enter();
        eligible.All[1].Enter();
        var picker = new PowerOfTwoChoices(new Random(9)).Over(eligible);

        Assert.Equal("aaaaaa", Members.Picks(picker, 6));
    }
}

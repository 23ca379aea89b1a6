using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class RandomDrawTests
{
    [Fact]
    public void Pick_ManyTimes_FollowsTheWeightsWhateverIsBusy()
    {
        var eligible = Members.Of(300, 100);
        eligible.All[0].Enter();
        var picker = new RandomDraw(new Random(1)).Over(eligible);

        var counts = Members.Counts(eligible, 20_000, _ => picker.Pick(default));

        Assert.Equal(0.75, counts[0] / 20_000.0, 0.02);
    }
}

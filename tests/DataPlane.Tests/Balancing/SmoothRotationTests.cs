using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class SmoothRotationTests
{
    [Fact]
    public void RoundRobin_UnequalWeights_IsSmooth() =>
        Assert.Equal("aabacaaaab", Members.Picks(new RoundRobin().Over(Members.Of(5, 1, 1)), 10));

    [Fact]
    public void Pick_WeightZero_GetsNothing() =>
        Assert.Equal("aca", Members.Picks(new RoundRobin().Over(Members.Of(2, 0, 1)), 3));

    [Fact]
    public void Pick_AfterAFailure_IsAnotherOne()
    {
        var eligible = Members.Of(50, 1);
        var picker = new SmoothRotation().Over(eligible);

        for (var n = 0; n < 200; n++)
        {
            Assert.Same(eligible.All[1], picker.Pick(new([eligible.All[0]])));
        }

        Assert.Null(picker.Pick(new([eligible.All[0], eligible.All[1]])));
    }

    [Fact]
    public async Task Pick_ManyThreads_GivesExactShares()
    {
        var eligible = Members.Of(3, 2, 1);
        var picker = new SmoothRotation().Over(eligible);

        var picked = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    Task.Run(() => Members.Counts(eligible, 6_000, _ => picker.Pick(default)))
                )
        );

        Assert.Equal(
            [18_000, 12_000, 6_000],
            Enumerable.Range(0, 3).Select(at => picked.Sum(counts => counts[at]))
        );
    }
}

using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class WeightedDrawTests
{
    private readonly Random _random = new(17);

    [Theory]
    [InlineData(new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 5, 1, 1 })]
    [InlineData(new[] { 1000, 1, 250 })]
    public void Draw_ManyTimes_FollowsTheWeights(int[] weights)
    {
        const int Draws = 100_000;
        var eligible = Members.Of(weights);
        var draw = new WeightedDraw(eligible.Members, _random);

        var counts = Members.Counts(eligible, Draws, _ => draw.Draw(default));

        for (var at = 0; at < weights.Length; at++)
        {
            Assert.Equal((double)weights[at] / weights.Sum(), counts[at] / (double)Draws, 0.01);
        }
    }

    [Fact]
    public void Draw_OneUntried_FindsItHoweverUnlikely()
    {
        var eligible = Members.Of(1000, 1);
        var draw = new WeightedDraw(eligible.Members, _random);

        Assert.Same(eligible.All[1], draw.Draw(new([eligible.All[0]])));
        Assert.Null(draw.Draw(new([eligible.All[0], eligible.All[1]])));
        Assert.Null(new WeightedDraw([], _random).Draw(default));
    }

    [Fact]
    public void DrawTwo_AreNeverTheSame()
    {
        var eligible = Members.Of(1000, 1);
        var draw = new WeightedDraw(eligible.Members, _random);

        for (var n = 0; n < 1_000; n++)
        {
            var (first, second) = draw.DrawTwo(default);
            Assert.NotNull(second);
            Assert.NotSame(first, second);
        }

        Assert.Null(new WeightedDraw(Members.Of(1).Members, _random).DrawTwo(default).Second);
    }
}

using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Balancing;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class SmoothSequenceTests
{
    [Theory]
    [InlineData(new[] { 5, 1, 1 }, "aabacaa")]
    [InlineData(new[] { 500, 100, 100 }, "aabacaa")]
    [InlineData(new[] { 1, 1 }, "ab")]
    [InlineData(new[] { 3, 0, 1 }, "aaca")]
    [InlineData(new[] { 0, 0 }, "")]
    [InlineData(new int[0], "")]
    public void Of_Weights_GivesNginxOrder(int[] weights, string expected) =>
        Assert.Equal(
            expected,
            string.Concat(SmoothSequence.Of(weights).Select(static at => Members.NameOf(at)))
        );

    [Fact]
    public void Of_AnyWeights_EachHasItsShareAtEveryMoment() =>
        Prop.ForAll(
                Gen.Choose(1, 50).ArrayOf(6).ToArbitrary(),
                static weights =>
                {
                    var sequence = SmoothSequence.Of(weights);
                    var sum = weights.Sum();
                    var served = new int[weights.Length];
                    for (var turn = 1; turn <= sequence.Length; turn++)
                    {
                        served[sequence[turn - 1]]++;
                        for (var member = 0; member < weights.Length; member++)
                        {
                            var due = (double)turn * weights[member] / sum;
                            Assert.InRange(served[member] - due, -2, 2);
                        }
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_ManyMembersWithPrimeWeights_IsBoundedAndKeepsSharesWithinOnePercent()
    {
        var weights = Enumerable
            .Range(0, 2_000)
            .Select(static at => at % 2 == 0 ? 997 : 499)
            .ToArray();

        var sequence = SmoothSequence.Of(weights);

        Assert.InRange(sequence.Length, weights.Length, SmoothSequence.Longest + weights.Length);
        var heavy = sequence.Count(static member => member % 2 == 0) / (double)sequence.Length;
        Assert.Equal(997.0 / (997 + 499), heavy, 0.01);
    }
}

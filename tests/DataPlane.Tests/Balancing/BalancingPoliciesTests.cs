using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Zones;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Balancing;

public sealed class BalancingPoliciesTests
{
    [Theory]
    [InlineData(BalancingPolicy.RoundRobin, typeof(RoundRobin))]
    [InlineData(BalancingPolicy.LeastRequests, typeof(LeastRequests))]
    [InlineData(BalancingPolicy.PowerOfTwoChoices, typeof(PowerOfTwoChoices))]
    [InlineData(BalancingPolicy.Random, typeof(RandomDraw))]
    [InlineData(BalancingPolicy.PeakEwma, typeof(PeakEwma))]
    [InlineData(BalancingPolicy.ConsistentHash, typeof(ConsistentHash))]
    [InlineData(BalancingPolicy.FirstAvailable, typeof(FirstAvailable))]
    public void Make_EachWord_HasAPolicy(BalancingPolicy policy, Type expected) =>
        Assert.IsType(expected, BalancingPolicies.Make(new() { Policy = policy }));

    [Theory]
    [InlineData(BalancingPolicy.RoundRobin, 1, 1, 1)]
    [InlineData(BalancingPolicy.RoundRobin, 5, 1, 1)]
    [InlineData(BalancingPolicy.LeastRequests, 1, 1, 1)]
    [InlineData(BalancingPolicy.ConsistentHash, 1, 1, 1)]
    [InlineData(BalancingPolicy.FirstAvailable, 1, 1, 1)]
    public void Fork_NoLots_ChoosesAsTheOriginalWouldAndMovesNothingOfIt(
        BalancingPolicy word,
        params int[] weights
    )
    {
        var eligible = Members.Of(weights);
        var policy = BalancingPolicies.Make(new() { Policy = word });
        var picker = policy.Over(eligible);
        Members.Picks(picker, 2);

        var fork = policy.Fork().Over(eligible);
        var foretold = Members.Picks(fork, 2 * fork.Cycle);

        Assert.Equal(picker.Cycle, fork.Cycle);
        Assert.Equal(foretold[..fork.Cycle], foretold[fork.Cycle..]);
        Assert.Equal(foretold, Members.Picks(picker, 2 * picker.Cycle));
    }

    [Theory]
    [InlineData(BalancingPolicy.Random)]
    [InlineData(BalancingPolicy.PowerOfTwoChoices)]
    [InlineData(BalancingPolicy.PeakEwma)]
    public void Fork_Lots_HasNoCycle(BalancingPolicy word)
    {
        var policy = BalancingPolicies.Make(new() { Policy = word });

        Assert.Equal(0, policy.Fork().Over(Members.Of(1, 1)).Cycle);
        Assert.IsType(policy.GetType(), policy.Fork());
    }

    [Fact]
    public void Make_EveryWord_IsKnown() =>
        Assert.All(
            Enum.GetValues<BalancingPolicy>(),
            static policy => Assert.NotNull(BalancingPolicies.Make(new() { Policy = policy }))
        );

    [Theory]
    [InlineData("", ZonePreference.SameZone, BalancingPolicy.RoundRobin, typeof(RoundRobin))]
    [InlineData("z", ZonePreference.Off, BalancingPolicy.RoundRobin, typeof(RoundRobin))]
    [InlineData("z", ZonePreference.SameZone, BalancingPolicy.RoundRobin, typeof(ZonedPolicy))]
    [InlineData("z", ZonePreference.SameZone, BalancingPolicy.PeakEwma, typeof(ZonedPolicy))]
    [InlineData(
        "z",
        ZonePreference.SameZone,
        BalancingPolicy.ConsistentHash,
        typeof(ConsistentHash)
    )]
    public void Make_InAZone_PrefersItWhereAskedTo(
        string zone,
        ZonePreference preference,
        BalancingPolicy policy,
        Type expected
    ) =>
        Assert.IsType(
            expected,
            BalancingPolicies.Make(new() { Policy = policy, ZonePreference = preference }, zone)
        );
}

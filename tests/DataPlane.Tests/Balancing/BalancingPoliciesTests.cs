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

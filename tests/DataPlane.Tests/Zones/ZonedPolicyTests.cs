using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Balancing;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Zones;

public sealed class ZonedPolicyTests
{
    public static TheoryData<BalancingPolicy> Policies =>
        [
            .. Enum.GetValues<BalancingPolicy>()
                .Where(static policy => policy != BalancingPolicy.ConsistentHash),
        ];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Pick_ZoneIsWhole_StaysInIt(BalancingPolicy policy)
    {
        var picker = Make(policy).Over(Zoned.Of("a1 b1 a2 b2"));

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal("a", picker.Pick(default)!.Zone));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Pick_HalfOfTheZoneIsLeft_KeepsItsShare(BalancingPolicy policy)
    {
        var eligible = Zoned.Of("a1 b1 a2! b2 c1+");
        var picker = Make(policy).Over(eligible);

        var picked = Members.Counts(eligible, 1_000, _ => picker.Pick(default));

        // First available works with one of the zone, whatever becomes of the others.
        Assert.Equal(policy == BalancingPolicy.FirstAvailable ? 1_000 : 710, picked[0]);
        Assert.Equal(0, picked[2]);
    }

    [Fact]
    public void Pick_WhatLeavesTheZone_GoesByWeight()
    {
        var eligible = Zoned.Of("a1 b1 a2! b2 c1+");
        var picker = Make(BalancingPolicy.RoundRobin).Over(eligible);

        var picked = Members.Counts(eligible, 4_000, _ => picker.Pick(default));

        Assert.Equal([2_840, 290, 0, 290, 580], picked);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Pick_ZoneFailedTheRequest_LeavesIt(BalancingPolicy policy)
    {
        var eligible = Zoned.Of("a1 b1 a2");
        var picker = Make(policy).Over(eligible);

        Assert.Same(eligible.All[2], picker.Pick(new([eligible.All[0]])));
        Assert.Same(eligible.All[1], picker.Pick(new([eligible.All[2], eligible.All[0]])));
        Assert.Null(picker.Pick(new([eligible.All[0], eligible.All[2], eligible.All[1]])));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Pick_OthersFailedTheRequest_ReturnsToTheZone(BalancingPolicy policy)
    {
        var eligible = Zoned.Of("a1 b1 a2!");
        var picker = Make(policy).Over(eligible);

        for (var n = 0; n < 100; n++)
        {
            Assert.Same(eligible.All[0], picker.Pick(new([eligible.All[1]])));
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Pick_NobodyOfTheZone_GoesToTheOthers(BalancingPolicy policy)
    {
        var picker = Make(policy).Over(Zoned.Of("a1! b1 b2"));

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal("b", picker.Pick(default)!.Zone));
    }

    [Fact]
    public void Over_AnotherFlip_GoesOnWithTheRotation()
    {
        var policy = Make(BalancingPolicy.RoundRobin);
        var whole = Zoned.Of("a1 a2 a3 b1");

        var before = Members.Picks(policy.Over(whole), 2);
        var after = Members.Picks(policy.Over(whole), 2);

        Assert.Equal("a1a2a3a1", before + after);
    }

    [Fact]
    public void Reorder_ABackendLeft_GoesOnBehindIt()
    {
        var policy = Make(BalancingPolicy.RoundRobin);
        var before = Zoned.Of("a1 a2 a3 b1");
        Members.Picks(policy.Over(before), 2);

        var after = EligibleBackends.Of([.. before.All.Skip(1)], HealthSnapshot.Empty);
        policy.Reorder(before.All, after.All);

        Assert.Equal("a3", policy.Over(after).Pick(default)!.Name);
    }

    private static IBalancingPolicy Make(BalancingPolicy policy) =>
        BalancingPolicies.Make(new() { Policy = policy }, "a");
}

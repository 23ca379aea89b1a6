using LbPlatform.DataPlane.Zones;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Zones;

public sealed class ZoneSplitTests
{
    [Theory]
    [InlineData("a1 a2 b1 b2", "a1 a2", "b1 b2", 100)]
    [InlineData("b1 a1 c1", "a1", "b1 c1", 100)]
    [InlineData("a1 a2! b1", "a1", "b1", 71)]
    [InlineData("a1 a2 a3! b1", "a1 a2", "b1", 95)]
    [InlineData("a1 a2+! b1", "a1", "b1", 47)]
    [InlineData("a1! b1", "", "b1", 0)]
    [InlineData("a1 b1!", "a1", "", 100)]
    [InlineData("a1! a2 b1!", "a2", "", 100)]
    // The others bear the part of one that drains; one that is disabled or weighs nothing has none.
    [InlineData("a1 a2~ b1", "a1", "b1", 71)]
    [InlineData("a1 a2x b1", "a1", "b1", 100)]
    [InlineData("a1 a20 b1", "a1", "b1", 100)]
    // Zones within the tier that serves.
    [InlineData("a1 a2^ b1 b2^", "a1", "b1", 100)]
    [InlineData("a1! a2^ b1! b2^", "a2", "b2", 100)]
    [InlineData("a1! a2^ b1", "", "b1", 0)]
    [InlineData("a1 b1 -1^", "a1", "b1", 100)]
    [InlineData("a1 b1 -1x", "a1", "b1", 100)]
    public void Of_TwoZones_SaysWhoIsNearAndHowMuchStays(
        string backends,
        string near,
        string far,
        int percent
    )
    {
        var split = ZoneSplit.Of(Zoned.Of(backends), "a", BalancingSettings.DefaultZoneSpillBelow)!;

        Assert.Equal(near, Zoned.Names(split.Near));
        Assert.Equal(far, Zoned.Names(split.Far));
        Assert.Equal(percent, split.NearPercent);
    }

    [Theory]
    [InlineData("a1 a2")]
    [InlineData("b1 b2")]
    [InlineData("a1 b1 -1")]
    [InlineData("a1 b1 -1!")]
    [InlineData("a1! b1!")]
    [InlineData("a1x b1")]
    [InlineData("a1^ b1")]
    public void Of_NoTwoZonesThatAreKnown_IsNone(string backends) =>
        Assert.Null(ZoneSplit.Of(Zoned.Of(backends), "a", 70));

    [Fact]
    public void Of_Panic_IsNone()
    {
        var eligible = Zoned.Of("a1! a2! b1 b2!", panicPercent: 50);

        Assert.Equal(4, eligible.Count);
        Assert.Null(ZoneSplit.Of(eligible, "a", 70));
    }

    [Fact]
    public void Of_OneThatReturnsSlowly_GetsWhatItCanTake()
    {
        var eligible = Zoned.Of("a1 b1");
        eligible.All[0].BeginRamp(TimeSpan.FromMinutes(1));

        // A tenth of the zone is there, and takes a tenth and a little.
        Assert.Equal(14, ZoneSplit.Of(eligible, "a", 70)!.NearPercent);
    }
}

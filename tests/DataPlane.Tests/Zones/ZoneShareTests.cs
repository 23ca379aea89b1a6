using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Zones;

namespace LbPlatform.DataPlane.Tests.Zones;

public sealed class ZoneShareTests
{
    [Theory]
    [InlineData(2, 2, 70, 100)]
    [InlineData(7, 10, 70, 100)]
    [InlineData(2, 3, 70, 95)]
    [InlineData(1, 2, 70, 71)]
    [InlineData(1, 10, 70, 14)]
    [InlineData(0, 2, 70, 0)]
    [InlineData(1, 1_000, 70, 0)]
    [InlineData(1, 1_000, 0, 100)]
    [InlineData(0, 1_000, 0, 0)]
    [InlineData(99, 100, 100, 99)]
    [InlineData(1, 2, 100, 50)]
    public void PercentOf_WhatIsLeft_IsWhatStays(
        int serving,
        int whole,
        int spillBelow,
        int expected
    ) => Assert.Equal(expected, ZoneShare.PercentOf(serving, whole, spillBelow));

    [Fact]
    public void PercentOf_AnyZone_OverloadsNobodyAndKeepsWhatItCan() =>
        Prop.ForAll(
                Gen.Choose(1, 2_000_000)
                    .SelectMany(whole => Gen.Choose(0, whole).Select(serving => (whole, serving)))
                    .SelectMany(zone => Gen.Choose(1, 100).Select(below => (zone, below)))
                    .ToArbitrary(),
                static drawn =>
                {
                    var ((whole, serving), below) = drawn;
                    var percent = ZoneShare.PercentOf(serving, whole, below);

                    // What each gets, against what it gets while all serve: percent / serving to 100 / whole.
                    Assert.True((long)percent * whole * below <= 10_000L * serving);
                    // One percent more would be too much, or all stay.
                    Assert.True(
                        percent == ZoneShare.Whole
                            || (percent + 1L) * whole * below > 10_000L * serving
                    );
                    Assert.True(
                        serving == 0 || percent <= ZoneShare.PercentOf(whole, whole, below)
                    );
                }
            )
            .QuickCheckThrowOnFailure();
}

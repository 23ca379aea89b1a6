using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Zones;

namespace LbPlatform.DataPlane.Tests.Zones;

public sealed class ZoneTurnsTests
{
    [Fact]
    public void Next_AnyPercentage_IsMetInEachHundredAndSpreadOverIt() =>
        Prop.ForAll(
                Gen.Choose(0, 100).ToArbitrary(),
                static percent =>
                {
                    var turns = new ZoneTurns();
                    var near = 0;
                    for (var n = 1; n <= 300; n++)
                    {
                        near += turns.NextIsNear(percent) ? 1 : 0;

                        // At no time further from the share than one request.
                        Assert.InRange(100 * near, (percent * n) - 100, (percent * n) + 100);
                    }

                    Assert.Equal(3 * percent, near);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task Next_FromManyThreads_KeepsTheShare()
    {
        var turns = new ZoneTurns();

        var near = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() => Enumerable.Range(0, 10_000).Count(_ => turns.NextIsNear(37)))
                )
        );

        Assert.Equal(4 * 3_700, near.Sum());
    }
}

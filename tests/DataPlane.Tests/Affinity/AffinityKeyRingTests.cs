using LbPlatform.DataPlane.Affinity;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Affinity;

public sealed class AffinityKeyRingTests
{
    private static readonly DateTimeOffset Now = Some.Instant;

    [Fact]
    public void Current_NoKeys_IsNone() =>
        Assert.Null(new AffinityKeyRing(AffinityKeys.None).CurrentAt(Now));

    [Fact]
    public void Current_TheFirstKey_SignsAtOnce() =>
        Assert.Equal(
            1,
            new AffinityKeyRing(AffinityKeys.None.Rotate(Now, TimeSpan.Zero)).CurrentAt(Now)!.Number
        );

    [Fact]
    public void Current_ANewKey_SignsOnceEveryDataPlaneKnowsIt()
    {
        var ring = new AffinityKeyRing(
            AffinityKeys.None.Rotate(Now, TimeSpan.Zero).Rotate(Now, TimeSpan.FromHours(1))
        );

        Assert.Equal(1, ring.CurrentAt(Now + AffinityKeys.Spread - TimeSpan.FromTicks(1))!.Number);
        Assert.Equal(2, ring.CurrentAt(Now + AffinityKeys.Spread)!.Number);
        Assert.NotNull(ring.Find(2, Now));
        Assert.Null(ring.Find(3, Now));
    }
}

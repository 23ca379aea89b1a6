using FsCheck;
using FsCheck.Fluent;
using LbPlatform.State.Traffic;

namespace LbPlatform.State.Tests.Traffic;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void Bounds_Ascend_AndShownOnesAreAmongThem()
    {
        var bounds = LatencyBuckets.Bounds.ToArray();

        Assert.Equal(LatencyBuckets.Count - 1, bounds.Length);
        Assert.Equal(bounds.Order(), bounds);
        Assert.All(LatencyBuckets.Shown.ToArray(), at => Assert.InRange(at, 0, bounds.Length - 1));
    }

    [Fact]
    public void IndexOf_AnyLatency_LiesBetweenItsBounds() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).Select(static ticks => (long)ticks * 3).ToArbitrary(),
                static ticks =>
                {
                    var at = LatencyBuckets.IndexOf(ticks);
                    return (at == 0 || ticks > LatencyBuckets.Bounds[at - 1])
                        && (at == LatencyBuckets.Count - 1 || ticks <= LatencyBuckets.Bounds[at]);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(1, 2)]
    [InlineData(0.01, 1.01)]
    public void Quantile_OneBucket_LiesEvenlyWithin(double share, double milliseconds)
    {
        var counts = new long[LatencyBuckets.Count];
        // From 1 ms on to 2 ms, as two buckets.
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(1.2).Ticks)] = 50;
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(1.7).Ticks)] = 50;

        Assert.Equal(
            milliseconds,
            LatencyBuckets.Quantile(counts, share)!.Value.TotalMilliseconds,
            tolerance: 0.001
        );
    }

    [Fact]
    public void Quantile_BeyondTheLastBound_IsThatBound()
    {
        var counts = new long[LatencyBuckets.Count];
        counts[^1] = 1;

        Assert.Equal(TimeSpan.FromSeconds(50), LatencyBuckets.Quantile(counts, 0.5));
        Assert.Null(LatencyBuckets.Quantile([], 0.5));
    }
}

using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Routing;

namespace LbPlatform.DataPlane.Tests.Routing;

public sealed class SegmentMapTests
{
    [Fact]
    public void Changes_OfAnySeries_AreThoseOfADictionary() =>
        Prop.ForAll(
                Gen.Choose(0, 400).ListOf().ToArbitrary(),
                changes =>
                {
                    var map = SegmentMap<string>.Empty;
                    var expected = new Dictionary<string, string>(StringComparer.Ordinal);
                    foreach (var change in changes)
                    {
                        var key = $"key-{change % 97}";
                        if (change % 3 == 0)
                        {
                            map = map.Remove(key);
                            expected.Remove(key);
                        }
                        else
                        {
                            map = map.Set(key, $"{change}");
                            expected[key] = $"{change}";
                        }
                    }

                    for (var n = 0; n < 97; n++)
                    {
                        var key = $"key-{n}";
                        Assert.Equal(
                            expected.GetValueOrDefault(key),
                            map.Find($"/{key}".AsSpan(1))
                        );
                    }

                    Assert.Equal(expected.Count == 0, map.IsEmpty);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Set_OneOfTenThousand_CopiesLittleAndLeavesTheFormerMapAlone()
    {
        var map = SegmentMap<string>.Empty;
        for (var n = 0; n < 10_000; n++)
        {
            map = map.Set($"{n}", "old");
        }

        map.Set("5", "warm");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var changed = map.Set("5", "new");
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(bytes, 1, 4_096);
        Assert.Equal("old", map.Find("5"));
        Assert.Equal("new", changed.Find("5"));
        Assert.Equal("old", changed.Find("9999"));
        Assert.Null(changed.Find("10000"));
    }
}

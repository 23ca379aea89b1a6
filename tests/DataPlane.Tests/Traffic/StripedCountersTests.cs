using LbPlatform.DataPlane.Traffic;

namespace LbPlatform.DataPlane.Tests.Traffic;

public sealed class StripedCountersTests
{
    [Fact]
    public void Read_CountedOnManyThreads_LosesNothing()
    {
        var counters = new StripedCounters(3);

        Parallel.For(
            0,
            10_000,
            n =>
            {
                counters.Add(0);
                counters.Add(1, 2, n);
            }
        );

        Assert.Equal([10_000, 10_000, 49_995_000], counters.Read());
    }

    [Fact]
    public void Add_OnceBegun_TakesNoMemory()
    {
        var counters = new BackendCounters(TimeProvider.System);
        Count(counters, 100_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Count(counters, 10_000);

        // The thread may have come to another core, whose counters are made once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private static void Count(BackendCounters counters, int times)
    {
        for (var n = 0; n < times; n++)
        {
            counters.Began(TimeProvider.System.GetTimestamp());
            counters.Answered(200);
        }
    }
}

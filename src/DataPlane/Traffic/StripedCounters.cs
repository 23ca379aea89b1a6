using System.Numerics;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>
/// Counters that every core counts up in memory of its own, so that none waits for another's cache line: to count costs a
/// few nanoseconds and no memory, to read them costs a sum. What nothing is counted on takes no memory either.
/// </summary>
internal sealed class StripedCounters(int slots)
{
    /// <summary>Parts that the counts are divided into at most; more cores share them.</summary>
    public const int MostStripes = 16;

    // Numbers before the first one, so that no two parts meet in a cache line of 64 bytes.
    private const int Padding = 8;

    private static readonly int Mask =
        (int)
            BitOperations.RoundUpToPowerOf2(
                (uint)Math.Clamp(Environment.ProcessorCount, 1, MostStripes)
            ) - 1;

    private readonly long[]?[] _stripes = new long[]?[Mask + 1];

    /// <summary>Counts <paramref name="slot"/> up.</summary>
    public void Add(int slot, long count = 1) =>
        Interlocked.Add(ref Stripe()[Padding + slot], count);

    /// <summary>Counts two slots up, the second one by <paramref name="count"/>.</summary>
    public void Add(int slot, int other, long count)
    {
        var stripe = Stripe();
        Interlocked.Increment(ref stripe[Padding + slot]);
        Interlocked.Add(ref stripe[Padding + other], count);
    }

    /// <summary>All sums as they are now; one counted meanwhile may be in or not.</summary>
    public long[] Read()
    {
        var sums = new long[slots];
        foreach (var stripe in _stripes)
        {
            for (var slot = 0; stripe is not null && slot < slots; slot++)
            {
                sums[slot] += Volatile.Read(ref stripe[Padding + slot]);
            }
        }

        return sums;
    }

    private long[] Stripe()
    {
        var at = Thread.GetCurrentProcessorId() & Mask;
        return Volatile.Read(ref _stripes[at]) ?? Make(at);
    }

    private long[] Make(int at)
    {
        var made = new long[Padding + slots];
        return Interlocked.CompareExchange(ref _stripes[at], made, null) ?? made;
    }
}

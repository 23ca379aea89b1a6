namespace LbPlatform.Poller.Scheduling;

/// <summary>
/// When a backend is due: on a grid of its interval, shifted by a phase of its own so that thousands spread evenly,
/// and moved by a jitter that differs from round to round so that no two beat in step. A grid keeps its spread
/// after a stall, which times counted from the last probe do not.
/// </summary>
internal static class ProbePhase
{
    /// <summary>
    /// The first instant after <paramref name="after"/> at which a backend is due while its verdict stands. Two rounds are
    /// at most <paramref name="jitterPercent"/> nearer or farther than the interval: each moves by half of that.
    /// </summary>
    public static TimeSpan NextSteady(
        string backendId,
        TimeSpan interval,
        int jitterPercent,
        TimeSpan after
    )
    {
        var hash = Hash(backendId);
        var phase = TimeSpan.FromTicks((long)(hash % (ulong)interval.Ticks));
        var round = (long)Math.Floor((after - phase) / interval) - 1;
        TimeSpan due;
        do
        {
            round++;
            due = phase + (round * interval) + Moved(hash, round, interval, jitterPercent);
        } while (due <= after);
        return due;
    }

    /// <summary>The time to the next probe while the verdict is undecided; never later than the interval.</summary>
    public static TimeSpan Fast(
        string backendId,
        TimeSpan fastInterval,
        int jitterPercent,
        TimeSpan startedAt
    ) =>
        startedAt
        + fastInterval
        - Moved(Hash(backendId), startedAt.Ticks, fastInterval, jitterPercent).Duration();

    private static TimeSpan Moved(ulong hash, long round, TimeSpan interval, int jitterPercent)
    {
        var fraction = Mix(hash ^ Mix((ulong)round)) / (double)ulong.MaxValue;
        return interval * (((2 * fraction) - 1) * jitterPercent / 200);
    }

    /// <summary>FNV-1a with a finaliser: the same in every process, unlike string.GetHashCode.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>The finaliser of SplitMix64: each input bit changes about half of the output bits.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}

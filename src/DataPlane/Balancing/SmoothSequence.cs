namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// One period of a weighted rotation in which each member stands as often as its weight says and as evenly spread as
/// possible, so that a turn costs one look. Pure.
/// </summary>
internal static class SmoothSequence
{
    /// <summary>Longest period, in turns; weights whose sum is larger are scaled down to it, each to 1 at least.</summary>
    public const int Longest = 1 << 16;

    /// <summary>
    /// Members times turns up to which nginx's own order is worked out; beyond it, where building would take longer
    /// than some milliseconds, turns are ordered by deadline, which is as even but orders ties otherwise.
    /// </summary>
    public const int MostWork = 1 << 22;

    /// <summary>The positions in <paramref name="weights"/> in the order of their turns; empty where all are 0.</summary>
    public static int[] Of(ReadOnlySpan<int> weights)
    {
        var shares = Reduce(weights);
        var turns = 0;
        foreach (var share in shares)
        {
            turns += share;
        }

        return (long)turns * shares.Length <= MostWork
            ? InSmoothOrder(shares, turns)
            : ByDeadline(shares, turns);
    }

    /// <summary>
    /// nginx's smooth weighted round robin: each turn all members gain their weight, the richest one is chosen and pays
    /// the sum. {5, 1, 1} gives a a b a c a a.
    /// </summary>
    private static int[] InSmoothOrder(int[] shares, int turns)
    {
        var current = new int[shares.Length];
        var order = new int[turns];
        for (var turn = 0; turn < turns; turn++)
        {
            var richest = 0;
            for (var member = 0; member < shares.Length; member++)
            {
                current[member] += shares[member];
                if (current[member] > current[richest])
                {
                    richest = member;
                }
            }

            current[richest] -= turns;
            order[turn] = richest;
        }

        return order;
    }

    /// <summary>Earliest deadline first: the k-th turn of a member with share w is due at (k + 1/2) / w of the period.</summary>
    private static int[] ByDeadline(int[] shares, int turns)
    {
        var due = new List<(double At, int Member)>(turns);
        for (var member = 0; member < shares.Length; member++)
        {
            for (var turn = 0; turn < shares[member]; turn++)
            {
                due.Add(((turn + 0.5) / shares[member], member));
            }
        }

        due.Sort();
        return [.. due.Select(static entry => entry.Member)];
    }

    private static int[] Reduce(ReadOnlySpan<int> weights)
    {
        var divisor = 0;
        var sum = 0L;
        foreach (var weight in weights)
        {
            divisor = GreatestCommonDivisor(divisor, weight);
            sum += weight;
        }

        var shares = new int[weights.Length];
        var scale = divisor == 0 ? 0 : Math.Min(1.0 / divisor, (double)Longest / sum);
        for (var member = 0; member < shares.Length; member++)
        {
            shares[member] =
                weights[member] == 0 ? 0 : Math.Max(1, (int)Math.Round(weights[member] * scale));
        }

        return shares;
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}

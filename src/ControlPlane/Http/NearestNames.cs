namespace LbPlatform.ControlPlane.Http;

/// <summary>
/// What somebody may have meant who wrote a name that is not there. Pure, and bounded: among ten thousand names it
/// takes a few milliseconds at most.
/// </summary>
internal static class NearestNames
{
    private const int Most = 3;
    private const int LongestCompared = 64;

    // Whoever writes more letters wrongly meant something else.
    private const int MostMistakes = 3;

    /// <summary>At most three of <paramref name="known"/> that few letters turn into <paramref name="wanted"/>, nearest first.</summary>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> known)
    {
        if (wanted.Length > LongestCompared)
        {
            return [];
        }

        var bound = Math.Clamp(wanted.Length / 3, 1, MostMistakes);
        var lower = wanted.ToLowerInvariant();
        var best = new List<(int Distance, string Name)>(Most + 1);
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - lower.Length) > bound)
            {
                continue;
            }

            var distance = Distance(lower, name, bound);
            if (distance > bound)
            {
                continue;
            }

            Insert(best, (distance, name));
            if (best.Count == Most)
            {
                // Only a name that is at least as near as the last of them can still get in.
                bound = best[^1].Distance;
            }
        }

        return [.. best.Select(static near => near.Name)];
    }

    /// <summary>A sentence that asks for the nearest, with a space before it; empty where none is near.</summary>
    public static string Ask(string wanted, IEnumerable<string> known)
    {
        var near = Of(wanted, known);
        return near.Count == 0
            ? ""
            : $" Did you mean {string.Join(" or ", near.Select(static name => $"'{name}'"))}?";
    }

    private static void Insert(
        List<(int Distance, string Name)> best,
        (int Distance, string Name) found
    )
    {
        var at = best.FindIndex(other =>
            found.Distance < other.Distance
            || (
                found.Distance == other.Distance
                && string.CompareOrdinal(found.Name, other.Name) < 0
            )
        );
        best.Insert(at < 0 ? best.Count : at, found);
        if (best.Count > Most)
        {
            best.RemoveAt(Most);
        }
    }

    /// <summary>
    /// Letters inserted, removed, replaced or swapped with their neighbour, regardless of case; any number above
    /// <paramref name="bound"/> where they are more. Looks only at the diagonal band that the bound leaves.
    /// </summary>
    /// <param name="left">In lower case.</param>
    /// <param name="right">In any case, at most the bound longer or shorter.</param>
    /// <param name="bound">Letters at most.</param>
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int bound)
    {
        var shared = left.CommonPrefixLength(right);
        left = left[shared..];
        right = right[shared..];
        while (left.Length > 0 && right.Length > 0 && Same(left[^1], right[^1]))
        {
            left = left[..^1];
            right = right[..^1];
        }

        const int Width = LongestCompared + MostMistakes + 1;
        Span<int> rows = stackalloc int[3 * Width];
        var before = rows[..Width];
        var above = rows.Slice(Width, Width);
        var row = rows[(2 * Width)..];
        for (var j = 0; j <= right.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row.Fill(bound + 1);
            row[0] = i;
            var nearest = i;
            var last = Math.Min(right.Length, i + bound);
            for (var j = Math.Max(1, i - bound); j <= last; j++)
            {
                row[j] = Step(left, right, before, above, row, i, j);
                nearest = Math.Min(nearest, row[j]);
            }

            if (nearest > bound)
            {
                return nearest;
            }

            var free = before;
            before = above;
            above = row;
            row = free;
        }

        return above[right.Length];
    }

    private static int Step(
        ReadOnlySpan<char> left,
        ReadOnlySpan<char> right,
        ReadOnlySpan<int> before,
        ReadOnlySpan<int> above,
        ReadOnlySpan<int> row,
        int i,
        int j
    )
    {
        var replaced = above[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
        var best = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
        var isSwap =
            i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
        return isSwap ? Math.Min(best, before[j - 2] + 1) : best;
    }

    private static bool Same(char lower, char any) =>
        lower == any || lower == char.ToLowerInvariant(any);
}

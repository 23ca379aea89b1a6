namespace LbPlatform.ControlPlane.Http;

/// <summary>What somebody may have meant who wrote a name that is not there. Pure.</summary>
internal static class NearestNames
{
    private const int Most = 3;
    private const int LongestCompared = 64;

    /// <summary>At most three of <paramref name="known"/> that few letters turn into <paramref name="wanted"/>, nearest first.</summary>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> known)
    {
        if (wanted.Length > LongestCompared)
        {
            return [];
        }

        var bound = Math.Max(1, wanted.Length / 3);
        return
        [
            .. known
                .Where(name => Math.Abs(name.Length - wanted.Length) <= bound)
                .Select(name => (Name: name, Distance: Distance(wanted, name)))
                .Where(near => near.Distance <= bound)
                .OrderBy(static near => near.Distance)
                .ThenBy(static near => near.Name, StringComparer.Ordinal)
                .Take(Most)
                .Select(static near => near.Name),
        ];
    }

    /// <summary>A sentence that asks for the nearest, with a space before it; empty where none is near.</summary>
    public static string Ask(string wanted, IEnumerable<string> known)
    {
        var near = Of(wanted, known);
        return near.Count == 0
            ? ""
            : $" Did you mean {string.Join(" or ", near.Select(static name => $"'{name}'"))}?";
    }

    /// <summary>Letters inserted, removed, replaced or swapped with their neighbour, regardless of case.</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(left, right, table, i, j);
            }
        }

        return table[left.Length, right.Length];
    }

    private static int Step(string left, string right, int[,] table, int i, int j)
    {
        var replaced = table[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
        var best = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var isSwap =
            i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
        return isSwap ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }

    private static bool Same(char left, char right) =>
        char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}

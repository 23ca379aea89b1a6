namespace LbPlatform.Cli.CommandLine;

/// <summary>What somebody probably meant who mistyped a name.</summary>
internal static class NearestName
{
    /// <summary>Longest name that is compared; nobody mistypes a longer one into ours.</summary>
    private const int Longest = 64;

    /// <summary>The known name that takes the fewest edits to reach, unless that is more than a third of it.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var nearest = known
            .Select(name => (Name: name, Edits: Distance(typed, name)))
            .OrderBy(static candidate => candidate.Edits)
            .FirstOrDefault();
        return nearest.Name is { } name && nearest.Edits <= Math.Max(1, name.Length / 3)
            ? name
            : null;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.</summary>
    internal static int Distance(string from, string to)
    {
        if (from.Length > Longest || to.Length > Longest)
        {
            return int.MaxValue;
        }

        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                edits[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Least(edits, from, to, i, j),
                };
            }
        }

        return edits[from.Length, to.Length];
    }

    private static int Least(int[,] edits, string from, string to, int i, int j)
    {
        var substitution = from[i - 1] == to[j - 1] ? 0 : 1;
        var least = Math.Min(
            Math.Min(edits[i - 1, j] + 1, edits[i, j - 1] + 1),
            edits[i - 1, j - 1] + substitution
        );
        var isSwap = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return isSwap ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
    }
}

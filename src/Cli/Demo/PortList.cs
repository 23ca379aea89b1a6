using System.Collections.Immutable;
using System.Globalization;

namespace LbPlatform.Cli.Demo;

/// <summary>Ports as people write several: <c>9001-9003</c> or <c>9001,9005</c>.</summary>
internal static class PortList
{
    /// <summary>Demo backends that one start may have; each is a process.</summary>
    public const int Most = 50;

    /// <summary>Reads a list; <paramref name="error"/> says what is wrong with it.</summary>
    public static bool TryParse(
        string text,
        out ImmutableArray<int> ports,
        [NotNullWhen(false)] out string? error
    )
    {
        ports = [];
        SortedSet<int> found = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (
                ends.Length > 2
                || !TryReadPort(ends[0], out var first)
                || !TryReadPort(ends[^1], out var last)
                || first > last
            )
            {
                error = $"'{text}' is no list of ports; write 9001-9003 or 9001,9005.";
                return false;
            }

            if (last - first >= Most || found.Count + last - first >= Most)
            {
                error = $"'{text}' names more than {Most} ports.";
                return false;
            }

            found.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        ports = [.. found];
        error = null;
        return true;
    }

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is >= 1 and <= 65535;
}

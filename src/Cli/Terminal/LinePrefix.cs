using System.Collections.Immutable;

namespace LbPlatform.Cli.Terminal;

/// <summary>Puts a name before a line, all names equally wide, each in a colour of its own where colours are wanted.</summary>
internal sealed class LinePrefix
{
    private const string Reset = "\e[0m";

    private static readonly string[] Colours =
    [
        "\e[36m",
        "\e[32m",
        "\e[35m",
        "\e[33m",
        "\e[34m",
        "\e[96m",
    ];

    private readonly ImmutableDictionary<string, string> _prefixes;

    public LinePrefix(IEnumerable<string> names, bool isColoured)
    {
        var all = names.Prepend("lb").Distinct().ToArray();
        var width = all.Max(static name => name.Length);
        _prefixes = all.Select(
                (name, n) =>
                {
                    var text = $"{name.PadRight(width)} | ";
                    return KeyValuePair.Create(
                        name,
                        isColoured ? $"{Colours[n % Colours.Length]}{text}{Reset}" : text
                    );
                }
            )
            .ToImmutableDictionary();
    }

    /// <summary><c>dataplane    | line</c></summary>
    public string Put(string name, string line) =>
        (_prefixes.GetValueOrDefault(name) ?? $"{name} | ") + line;
}

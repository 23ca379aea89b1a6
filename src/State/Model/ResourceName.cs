namespace LbPlatform.State.Model;

/// <summary>
/// The grammar of names: 1 to 63 lower-case letters, digits, '-', '_' and '.', the first and last a letter or
/// digit. Never 32 hexadecimal digits, so that no name can be taken for an id.
/// </summary>
public static class ResourceName
{
    /// <summary>Longest name, in characters (a DNS label's length).</summary>
    public const int Longest = 63;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule =
        "1 to 63 lower-case letters, digits, '-', '_' and '.', first and last a letter or digit, and not 32 hexadecimal digits";

    /// <summary>Whether <paramref name="text"/> is a name.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= Longest }
        && text.All(static c => IsLetterOrDigit(c) || c is '-' or '_' or '.')
        && IsLetterOrDigit(text[0])
        && IsLetterOrDigit(text[^1])
        && !ResourceId.IsValid(text);

    /// <summary>
    /// A name made of <paramref name="text"/>: what the grammar refuses becomes '-'. Where nothing is left,
    /// <paramref name="otherwise"/>.
    /// </summary>
    public static string From(string text, string otherwise = "backend")
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new string([
            .. text.ToLowerInvariant()
                .Select(static c => IsLetterOrDigit(c) || c is '.' or '_' ? c : '-'),
        ]);
        var trimmed = (kept.Length > Longest ? kept[..Longest] : kept).Trim('-', '_', '.');
        return IsValid(trimmed) ? trimmed : otherwise;
    }

    /// <summary><paramref name="wanted"/>, or the first of wanted-2, wanted-3 and so on that is not taken.</summary>
    public static string MakeUnique(string wanted, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(isTaken);
        var name = wanted;
        for (var n = 2; isTaken(name); n++)
        {
            var suffix = $"-{n}";
            name = wanted[..Math.Min(wanted.Length, Longest - suffix.Length)] + suffix;
        }

        return name;
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}

namespace LbPlatform.ControlPlane.Changes;

/// <summary>The preference wait of RFC 7240. A preference is never an error: what is unknown or malformed is passed over. Pure.</summary>
internal static class WaitPreference
{
    /// <summary>Longest time that is waited, whatever is asked for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The time of the first wait in the headers, at most <see cref="Longest"/>; <c>null</c> where none asks for one.</summary>
    public static TimeSpan? Read(IEnumerable<string?> prefer) =>
        prefer.SelectMany(Split).Select(ReadOne).FirstOrDefault(static wait => wait is not null);

    private static string[] Split(string? header) => (header ?? "").Split(',');

    private static TimeSpan? ReadOne(string preference)
    {
        // What follows a semicolon are parameters, of which wait has none.
        var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
        if (
            parts is not [var name, var value]
            || !name.Equals("wait", StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        var digits = value is ['"', .. var inner, '"'] ? inner : value;
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        return int.TryParse(digits, out var seconds) && seconds < Longest.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : Longest;
    }
}

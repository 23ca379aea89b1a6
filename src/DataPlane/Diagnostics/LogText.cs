namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>What clients wrote, made fit for a line of log.</summary>
internal static class LogText
{
    /// <summary>Longest text that is logged, in characters.</summary>
    public const int Longest = 512;

    /// <summary>The text with control characters and quotes escaped, cut at <see cref="Longest"/>.</summary>
    public static string Escape(ReadOnlySpan<char> text)
    {
        var cut = Cut(text);
        foreach (var c in cut)
        {
            if (NeedsEscape(c))
            {
                return string.Concat(
                    cut.ToArray()
                        .Select(static c => NeedsEscape(c) ? $"\\x{(int)c:x2}" : c.ToString())
                );
            }
        }

        return cut.ToString();
    }

    /// <summary>The text as it is, cut at <see cref="Longest"/>; for formats that escape by themselves.</summary>
    public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) =>
        text.Length > Longest ? text[..Longest] : text;

    private static bool NeedsEscape(char c) => char.IsControl(c) || c is '"' or '\\';
}

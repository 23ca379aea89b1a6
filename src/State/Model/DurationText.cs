using System.Globalization;
using System.Text;

namespace LbPlatform.State.Model;

/// <summary>
/// Durations as people write them: <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>24h</c>, <c>7d</c>, and sums such as
/// <c>1m30s</c> (the form of Go and of the Gateway API's GEP-2257, with days).
/// </summary>
public static class DurationText
{
    private static readonly (string Name, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Longest text that is read, in characters.</summary>
    private const int Longest = 32;

    /// <summary>Reads a duration of zero or more; false where it is malformed. A bare number has no unit and is refused.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text) || text.Length > Longest)
        {
            return false;
        }

        var at = 0;
        while (at < text.Length)
        {
            var digits = Span(text, at, static c => char.IsAsciiDigit(c) || c == '.');
            var letters = Span(text, at + digits, char.IsAsciiLetter);
            var unit = text.Substring(at + digits, letters);
            var length = Array.Find(Units, u => u.Name == unit).Length;
            if (
                length == TimeSpan.Zero
                || !decimal.TryParse(
                    text.AsSpan(at, digits),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var count
                )
                || count > (decimal)(TimeSpan.MaxValue.Ticks - duration.Ticks) / length.Ticks
            )
            {
                return false;
            }

            duration += TimeSpan.FromTicks((long)(count * length.Ticks));
            at += digits + letters;
        }

        return true;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads back to the same milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var rest = TimeSpan.FromMilliseconds(Math.Floor(duration.TotalMilliseconds));
        if (rest <= TimeSpan.Zero)
        {
            return "0s";
        }

        var text = new StringBuilder();
        foreach (var (name, length) in Units)
        {
            var count = rest.Ticks / length.Ticks;
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{name}");
                rest -= TimeSpan.FromTicks(count * length.Ticks);
            }
        }

        return text.ToString();
    }

    private static int Span(string text, int from, Func<char, bool> belongs)
    {
        var to = from;
        while (to < text.Length && belongs(text[to]))
        {
            to++;
        }

        return to - from;
    }
}

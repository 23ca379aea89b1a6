using System.Text;

namespace LbPlatform.Poller.Probing;

/// <summary>What a backend sent, fit for a log: few bytes, and none that a terminal would obey.</summary>
internal static class Printable
{
    /// <summary>Most bytes that are shown.</summary>
    public const int MostBytes = 24;

    /// <summary>The first bytes, those that are no printable ASCII as <c>\x0d</c>.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder();
        foreach (var b in bytes[..Math.Min(bytes.Length, MostBytes)])
        {
            if (b is >= 0x20 and < 0x7f)
            {
                shown.Append((char)b);
            }
            else
            {
                shown.Append($"\\x{b:x2}");
            }
        }

        return shown.ToString();
    }

    /// <summary>The first characters of a text.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}

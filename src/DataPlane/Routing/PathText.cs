using System.Globalization;
using System.Text;

namespace LbPlatform.DataPlane.Routing;

/// <summary>
/// Paths in the one form in which they are compared: segment by segment, escapes resolved to bytes, each byte a character.
/// A slash that is escaped stays within its segment, so that no spelling of a path is taken for another path. Pure.
/// </summary>
internal static class PathText
{
    /// <summary>The form of one segment as people write it: Unicode, or percent-encoded UTF-8, or both.</summary>
    public static string Canonical(string segment)
    {
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(segment));
        var buffer = new char[bytes.Length];
        return new(buffer, 0, Decode(bytes, buffer, plusIsSpace: false));
    }

    /// <summary>
    /// Writes the form of <paramref name="text"/>, as it stands in a request, into <paramref name="buffer"/>, which is as
    /// long at least; answers its length. What is no escape stays as it is.
    /// </summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> buffer, bool plusIsSpace)
    {
        var written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (
                c == '%'
                && at + 2 < text.Length
                && byte.TryParse(
                    text.Slice(at + 1, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                buffer[written++] = (char)value;
                at += 2;
            }
            else
            {
                buffer[written++] = plusIsSpace && c == '+' ? ' ' : c;
            }
        }

        return written;
    }
}

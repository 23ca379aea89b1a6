using System.Text;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>
/// Reads Content-Length for the server, which would otherwise take a sign and white space, and end the connection without
/// an answer where the value is longer than its buffer. What is no length becomes a text that it refuses.
/// </summary>
internal sealed class LengthText : Encoding
{
    /// <summary>The digits of the largest length that the server can count.</summary>
    private const int MostDigits = 19;

    private const char NoLength = 'x';

    /// <inheritdoc />
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (
            bytes.Length is 0 or > MostDigits
            || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        )
        {
            chars[0] = NoLength;
            return 1;
        }

        return Latin1.GetChars(bytes, chars);
    }

    /// <inheritdoc />
    public override int GetChars(
        byte[] bytes,
        int byteIndex,
        int byteCount,
        char[] chars,
        int charIndex
    ) => GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => GetMaxCharCount(count);

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => Math.Clamp(byteCount, 1, MostDigits);

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count) => count;

    /// <inheritdoc />
    public override int GetBytes(
        char[] chars,
        int charIndex,
        int charCount,
        byte[] bytes,
        int byteIndex
    ) => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => charCount;
}

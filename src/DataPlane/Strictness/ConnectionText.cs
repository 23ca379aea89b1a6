using System.Text;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>
/// Reads Connection for the server, which keeps of it only <c>keep-alive</c>, <c>close</c> or <c>upgrade</c> where it
/// finds exactly one of these, and forgets the fields that are named beside it. It keeps all where it finds two; so two
/// are shown to it where there is more to keep. The connection then ends after the answer, since <c>close</c> is one of them.
/// </summary>
internal sealed class ConnectionText : Encoding
{
    private const string Both = ", close, keep-alive";

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) =>
        Read(bytes.AsSpan(index, count)).Length;

    /// <inheritdoc />
    public override int GetChars(
        byte[] bytes,
        int byteIndex,
        int byteCount,
        char[] chars,
        int charIndex
    )
    {
        var text = Read(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(chars.AsSpan(charIndex));
        return text.Length;
    }

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => byteCount + Both.Length;

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

    private static string Read(ReadOnlySpan<byte> bytes)
    {
        var text = Latin1.GetString(bytes);
        return FieldRules.Nominated(text) is null ? text : text + Both;
    }
}

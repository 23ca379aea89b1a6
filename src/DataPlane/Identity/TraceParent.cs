using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Identity;

/// <summary>A valid <c>traceparent</c> (W3C Trace Context, 3.2).</summary>
/// <param name="TraceId">32 hexadecimal digits, not all zero.</param>
/// <param name="Flags">Sampled (1) and random (2); bits that nobody has defined yet are left out.</param>
internal readonly record struct TraceParent(string TraceId, int Flags)
{
    /// <summary>The field's name.</summary>
    public const string Field = "traceparent";

    private const int Length = 55;
    private const int KnownFlags = 0b11;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create(
        "0123456789abcdef"
    );

    /// <summary>Reads the field; false where it is missing, doubled or not valid.</summary>
    public static bool TryRead(StringValues field, out TraceParent parent)
    {
        parent = default;
        if (field.Count != 1 || field[0] is not { Length: >= Length } text)
        {
            return false;
        }

        var span = text.AsSpan();
        var version = span[..2];
        if (
            !IsHexadecimal(version)
            || version is "ff"
            || (
                version is "00" ? span.Length > Length : span.Length > Length && span[Length] != '-'
            )
            || span[2] != '-'
            || span[35] != '-'
            || span[52] != '-'
            || !IsId(span[3..35])
            || !IsId(span[36..52])
            || !IsHexadecimal(span[53..Length])
        )
        {
            return false;
        }

        parent = new(
            text[3..35],
            int.Parse(
                span[53..Length],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture
            ) & KnownFlags
        );
        return true;
    }

    /// <summary>The field that continues the trace with the span <paramref name="span"/>, which is not 0.</summary>
    public string Continue(ulong span) =>
        string.Create(CultureInfo.InvariantCulture, $"00-{TraceId}-{span:x16}-{Flags:x2}");

    private static bool IsId(ReadOnlySpan<char> text) =>
        IsHexadecimal(text) && text.ContainsAnyExcept('0');

    private static bool IsHexadecimal(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExcept(Hexadecimal);
}

using System.Buffers;
using System.Text;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Routing;

/// <summary>Query parameters, compared after escapes and plus signs are resolved, as HTML forms write them. Pure.</summary>
internal static class QueryText
{
    /// <summary>The form in which a name or value is compared: its bytes, each a character. It is written without escapes.</summary>
    public static string Canonical(string text) =>
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the parameters in <paramref name="query"/> meet the condition.</summary>
    public static bool Meets(ReadOnlySpan<char> query, FieldCondition condition)
    {
        var isThere = false;
        foreach (var part in query.Split('&'))
        {
            var pair = query[part];
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            if (pair.IsEmpty || !Decoded(name, condition, isName: true))
            {
                continue;
            }

            isThere = true;
            if (
                condition.Kind != FieldMatchKind.Absent
                && Decoded(equals < 0 ? default : pair[(equals + 1)..], condition, isName: false)
            )
            {
                return true;
            }
        }

        return condition.Kind == FieldMatchKind.Absent && !isThere;
    }

    private static bool Decoded(ReadOnlySpan<char> text, FieldCondition condition, bool isName)
    {
        if (!text.ContainsAny('%', '+'))
        {
            return Compare(text, condition, isName);
        }

        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var length = PathText.Decode(text, buffer, plusIsSpace: true);
            return Compare(buffer.AsSpan(0, length), condition, isName);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static bool Compare(ReadOnlySpan<char> text, FieldCondition condition, bool isName) =>
        isName ? text.SequenceEqual(condition.Name) : condition.Accepts(text);
}

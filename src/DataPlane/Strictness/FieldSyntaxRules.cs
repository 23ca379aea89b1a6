using System.Buffers;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>What neither a name nor a value may have. Pure.</summary>
internal static class FieldSyntaxRules
{
    private const string Continue = "100-continue";

    /// <summary>The characters of a token (RFC 9110, 5.6.2).</summary>
    private static readonly SearchValues<char> InTokens = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~"
    );

    /// <summary>Controls; the tab is white space.</summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Append(0x7f).Select(static c => (char)c).Where(c => c != '\t'),
    ]);

    public static bool HasForbiddenName(RequestHead head)
    {
        foreach (var (name, _) in head.Fields)
        {
            // Pseudo-fields of HTTP/2, which the server has checked.
            if (name.AsSpan().TrimStart(':').ContainsAnyExcept(InTokens))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasControl(RequestHead head)
    {
        foreach (var (_, values) in head.Fields)
        {
            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny(Controls))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static bool ExpectsUnknown(RequestHead head)
    {
        var expected = head.Fields.Expect;
        return expected.Count > 0
            && !(
                expected.Count == 1
                && Continue.Equals(expected[0], StringComparison.OrdinalIgnoreCase)
            );
    }
}

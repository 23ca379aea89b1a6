using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Identity;

/// <summary><c>tracestate</c> (W3C Trace Context, 3.3): a list of what each tracing system wants to know later. Pure.</summary>
internal static class TraceState
{
    /// <summary>The field's name.</summary>
    public const string Field = "tracestate";

    /// <summary>Members of a list.</summary>
    public const int MostMembers = 32;

    /// <summary>Characters that are passed on; of a longer list members are left out as the specification says.</summary>
    public const int Longest = 512;

    private const int LongestKey = 256;
    private const int LongestValue = 256;
    private const int LargeMember = 128;

    private static readonly SearchValues<char> OfKey = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789_-*/@"
    );

    /// <summary>The list to pass on; <c>null</c> where it is missing, empty or not valid.</summary>
    public static string? Read(StringValues field)
    {
        if (field.Sum(static line => line?.Length ?? 0) is 0 or > IdentityLimits.LongestField)
        {
            return null;
        }

        var members = new List<string>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in field.SelectMany(static line => (line ?? "").Split(',')))
        {
            var text = member.Trim(' ', '\t');
            if (text.Length == 0)
            {
                continue;
            }

            if (!IsMember(text, out var key) || !keys.Add(key) || members.Count == MostMembers)
            {
                return null;
            }

            members.Add(text);
        }

        Shorten(members);
        return members.Count == 0 ? null : string.Join(',', members);
    }

    /// <summary>Large members go first, then those at the end, which are the oldest.</summary>
    private static void Shorten(List<string> members)
    {
        for (var at = members.Count - 1; at >= 0 && LengthOf(members) > Longest; at--)
        {
            if (members[at].Length > LargeMember)
            {
                members.RemoveAt(at);
            }
        }

        while (LengthOf(members) > Longest)
        {
            members.RemoveAt(members.Count - 1);
        }
    }

    private static int LengthOf(List<string> members) =>
        members.Sum(static member => member.Length + 1) - 1;

    private static bool IsMember(string text, out string key)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        key = equals > 0 ? text[..equals] : "";
        var value = text.AsSpan(equals + 1);
        return key.Length is > 0 and <= LongestKey
            && (char.IsAsciiLetterLower(key[0]) || char.IsAsciiDigit(key[0]))
            && !key.AsSpan().ContainsAnyExcept(OfKey)
            && value.Length is > 0 and <= LongestValue
            && !value.ContainsAnyExceptInRange(' ', '~')
            && !value.Contains('=');
    }
}

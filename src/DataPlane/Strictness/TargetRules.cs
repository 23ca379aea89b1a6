using System.Buffers;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>Which targets would be read differently by two parsers. Pure.</summary>
internal static class TargetRules
{
    // Above 0x7e, below 0x21, and '#': none of them can stand in a target, and '#' would cut it off.
    private static readonly SearchValues<char> Allowed = SearchValues.Create([
        .. Enumerable
            .Range(0x21, 0x7e - 0x21 + 1)
            .Select(static c => (char)c)
            .Where(static c => c != '#'),
    ]);

    /// <summary>What makes a path worth a second look.</summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create("%;\\");

    public static bool HasForbiddenCharacter(RequestHead head) =>
        head.Target.AsSpan().ContainsAnyExcept(Allowed);

    public static bool NamesUser(RequestHead head) =>
        !head.Target.StartsWith('/') && RequestTarget.AuthorityOf(head.Target).Contains('@');

    public static bool HasNul(RequestHead head) =>
        RequestTarget.WithoutQuery(head.Target).Contains("%00", StringComparison.Ordinal);

    public static bool HidesDots(RequestHead head)
    {
        var path = RequestTarget.WithoutQuery(head.Target);
        if (!path.ContainsAny(Suspicious))
        {
            return false;
        }

        foreach (var part in path.Split('/'))
        {
            var segment = path[part];
            if (segment.ContainsAny(Suspicious) && HidesDotsIn(segment))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a part of the segment is dots only for those who decode slashes before they resolve, or who cut parameters off.</summary>
    private static bool HidesDotsIn(ReadOnlySpan<char> segment)
    {
        var isWhole = true;
        while (true)
        {
            var end = EndOfPart(segment, out var next);
            isWhole &= end == segment.Length;
            if (!isWhole && RequestTarget.DotsIn(segment[..end]) > 0)
            {
                return true;
            }

            if (end == segment.Length)
            {
                return false;
            }

            segment = segment[next..];
        }
    }

    private static int EndOfPart(ReadOnlySpan<char> segment, out int next)
    {
        for (var at = 0; at < segment.Length; at++)
        {
            if (segment[at] is ';' or '\\')
            {
                next = at + 1;
                return at;
            }

            var rest = segment[at..];
            if (
                rest.StartsWith("%2f", StringComparison.OrdinalIgnoreCase)
                || rest.StartsWith("%5c", StringComparison.OrdinalIgnoreCase)
            )
            {
                next = at + 3;
                return at;
            }
        }

        next = segment.Length;
        return segment.Length;
    }
}

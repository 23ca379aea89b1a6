using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// The target of a request as it is sent on: byte for byte what the client wrote, except that an absolute form is cut
/// to its path, and dot segments are resolved, as they were for the route that matched. Otherwise a route could be
/// matched on one path and another one be forwarded. Pure.
/// </summary>
internal static class RequestTarget
{
    // Above 0x7e, below 0x21, and '#': none of them can stand in a target, and '#' would cut it off.
    private static readonly SearchValues<char> Allowed = SearchValues.Create([
        .. Enumerable
            .Range(0x21, 0x7e - 0x21 + 1)
            .Select(static c => (char)c)
            .Where(static c => c != '#'),
    ]);

    /// <summary>
    /// The origin form of <paramref name="raw"/>; false, with the fault in words, where it is none that may be sent on.
    /// </summary>
    public static bool TryRead(
        string raw,
        [NotNullWhen(true)] out string? target,
        [NotNullWhen(false)] out string? fault
    )
    {
        target = null;
        fault = null;
        if (raw.AsSpan().ContainsAnyExcept(Allowed))
        {
            fault =
                "The request target has a character that must be percent-encoded ('#', a space, a control or a non-ASCII one).";
            return false;
        }

        var path = raw.StartsWith('/') ? raw : PathOf(raw);
        if (path is null)
        {
            fault = "The request target is neither a path nor an absolute http URL.";
            return false;
        }

        target = HasDots(path) ? Resolve(path) : path;
        return true;
    }

    /// <summary>The path without query, as it is logged.</summary>
    public static ReadOnlySpan<char> WithoutQuery(ReadOnlySpan<char> target) =>
        target.IndexOf('?') is >= 0 and var at ? target[..at] : target;

    private static string? PathOf(string absolute)
    {
        var authority = absolute.IndexOf("://", StringComparison.Ordinal);
        if (authority <= 0)
        {
            return null;
        }

        var path = absolute.AsSpan(authority + 3).IndexOfAny('/', '?');
        return path < 0 ? "/"
            : absolute[authority + 3 + path] == '?' ? "/" + absolute[(authority + 3 + path)..]
            : absolute[(authority + 3 + path)..];
    }

    private static bool HasDots(string target)
    {
        var path = WithoutQuery(target);
        if (
            !path.Contains("/.", StringComparison.Ordinal)
            && !path.Contains("/%2e", StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        foreach (var segment in path.Split('/'))
        {
            if (DotsIn(path[segment]) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string Resolve(string target)
    {
        var path = WithoutQuery(target);
        var kept = new List<string>();
        var endsInDots = false;
        // The path begins with a slash: what stands before it is no segment.
        foreach (var part in path[1..].Split('/'))
        {
            var segment = path[1..][part];
            var dots = DotsIn(segment);
            endsInDots = dots > 0;
            if (dots == 2 && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (dots == 0)
            {
                kept.Add(segment.ToString());
            }
        }

        var end = endsInDots && kept.Count > 0 ? "/" : "";
        return $"/{string.Join('/', kept)}{end}{target.AsSpan(path.Length)}";
    }

    /// <summary>1 for <c>.</c>, 2 for <c>..</c>, each dot plain or encoded; 0 for any other segment.</summary>
    private static int DotsIn(ReadOnlySpan<char> segment)
    {
        var dots = 0;
        while (!segment.IsEmpty)
        {
            var length =
                segment[0] == '.' ? 1
                : segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase) ? 3
                : 0;
            if (length == 0 || ++dots > 2)
            {
                return 0;
            }

            segment = segment[length..];
        }

        return dots;
    }
}

using System.Buffers;

namespace LbPlatform.State.Routing;

/// <summary>What the path of a route may be. Pure.</summary>
internal static class PathRules
{
    // What a path may have in a request line (RFC 3986, 3.3).
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(
        "/%-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>What is wrong with a path to compare with; <c>null</c> where nothing is.</summary>
    public static string? RefuseMatch(string? path, PathKind kind) =>
        Refuse(path) ?? (kind == PathKind.Pattern ? RefusePattern(path!) : null);

    /// <summary>What is wrong with a path to send; <c>null</c> where nothing is.</summary>
    public static string? RefuseRewrite(string? path) =>
        Refuse(path)
        ?? (
            path.AsSpan().ContainsAnyExcept(PathCharacters)
                ? $"'{path}' has characters that must be percent-encoded in a request"
                : null
        );

    private static string? Refuse(string? path)
    {
        if (path is null || !path.StartsWith('/'))
        {
            return $"'{path}' must begin with a slash";
        }

        if (path.Length > RouteBounds.LongestPath)
        {
            return $"it has {path.Length} characters; at most {RouteBounds.LongestPath} are possible";
        }

        if (path.Count(static c => c == '/') > RouteBounds.MostSegments)
        {
            return $"it has more than {RouteBounds.MostSegments} segments";
        }

        return path.Any(static c => char.IsControl(c) || c is '?' or '#')
                ? $"'{path}' has a control character, '?' or '#'; percent-encode it, or match the query apart"
            : HasBadEscape(path)
                ? $"'{path}' has a '%' without two hexadecimal digits; write %25 for the sign itself"
            : path.Split('/').Any(IsDots)
                ? $"'{path}' has a segment '.' or '..', which no request has when it is matched"
            : null;
    }

    private static string? RefusePattern(string path)
    {
        var segments = path.Split('/');
        for (var at = 1; at < segments.Length; at++)
        {
            var segment = segments[at];
            if (segment == "**" && at < segments.Length - 1)
            {
                return "'**' stands for the rest of a path, and so only at its end";
            }

            if (
                segment is not ("*" or "**")
                && !IsNamed(segment)
                && segment.AsSpan().ContainsAny("*{}")
            )
            {
                return $"'{segment}' must be literal, '*', '{{name}}' or, at the end, '**'; escape literal signs (%2A, %7B, %7D)";
            }
        }

        return null;
    }

    private static bool IsNamed(string segment) =>
        segment.Length > 2
        && segment[0] == '{'
        && segment[^1] == '}'
        && segment.AsSpan(1, segment.Length - 2).IndexOfAny("*{}") < 0;

    private static bool HasBadEscape(string path)
    {
        for (var at = path.IndexOf('%'); at >= 0; at = path.IndexOf('%', at + 1))
        {
            if (
                at + 2 >= path.Length
                || !char.IsAsciiHexDigit(path[at + 1])
                || !char.IsAsciiHexDigit(path[at + 2])
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDots(string segment) =>
        segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..";
}

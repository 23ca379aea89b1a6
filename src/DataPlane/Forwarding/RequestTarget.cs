namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// The target of a request as it is sent on: byte for byte what the client wrote, except that an absolute form is cut
/// to its path, and dot segments are resolved, as they were for the route that matched. Otherwise a route could be
/// matched on one path and another one be forwarded. Pure.
/// </summary>
internal static class RequestTarget
{
    /// <summary>The origin form of <paramref name="raw"/>, which breaks no rule for targets.</summary>
    public static string Of(string raw)
    {
        var path = raw.StartsWith('/') ? raw : PathOf(raw);
        return HasDots(path) ? Resolve(path) : path;
    }

    /// <summary>Host and port of an absolute http URL as they stand there; empty where it is none.</summary>
    public static ReadOnlySpan<char> AuthorityOf(ReadOnlySpan<char> target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (
            scheme < 0
            || !(
                target[..scheme].Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
                || target[..scheme].Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return [];
        }

        var rest = target[(scheme + 3)..];
        var end = rest.IndexOfAny('/', '?');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>The path without query, as it is logged.</summary>
    public static ReadOnlySpan<char> WithoutQuery(ReadOnlySpan<char> target) =>
        target.IndexOf('?') is >= 0 and var at ? target[..at] : target;

    private static string PathOf(string absolute)
    {
        var from = absolute.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = absolute[(from + AuthorityOf(absolute).Length)..];
        return path.StartsWith('/') ? path : $"/{path}";
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
    public static int DotsIn(ReadOnlySpan<char> segment)
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

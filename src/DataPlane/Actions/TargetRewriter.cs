using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Actions;

/// <summary>Puts another path in the place of a request's, or of its first segments; what stays, stays byte for byte. Pure.</summary>
internal sealed class TargetRewriter
{
    private readonly string _path;
    private readonly int _segments;
    private readonly bool _isWhole;

    private TargetRewriter(string path, int segments, bool isWhole)
    {
        _path = path;
        _segments = segments;
        _isWhole = isWhole;
    }

    /// <summary>The rewriter of a route that matches so; <c>null</c> where the path stays.</summary>
    public static TargetRewriter? Of(PathRewrite? rewrite, RouteMatch match)
    {
        if (rewrite is null)
        {
            return null;
        }

        var prefix = match.Path.TrimEnd('/');
        return rewrite.Full is { } full
            ? new(full, 0, isWhole: true)
            : new(
                (rewrite.Prefix ?? "").TrimEnd('/'),
                prefix.Count(static c => c == '/'),
                isWhole: false
            );
    }

    /// <summary>The target instead of <paramref name="target"/>, which the route has matched.</summary>
    public string Apply(string target)
    {
        var path = RequestTarget.WithoutQuery(target);
        if (_isWhole)
        {
            return string.Concat(_path, target.AsSpan(path.Length));
        }

        // The prefix is found by counting its slashes: it may be spelled otherwise than the route spells it.
        var rest = path;
        for (var segment = 0; segment < _segments; segment++)
        {
            var slash = rest[1..].IndexOf('/');
            rest = slash < 0 ? default : rest[(slash + 1)..];
        }

        var start = _path.Length == 0 && rest.IsEmpty ? "/" : _path;
        return string.Concat(start, target.AsSpan(path.Length - rest.Length));
    }
}

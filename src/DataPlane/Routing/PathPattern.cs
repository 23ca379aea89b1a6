using System.Collections.Immutable;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Routing;

/// <summary>The path of a route, taken apart. Immutable.</summary>
/// <param name="Segments">Its segments in canonical form; <c>null</c> is any one segment that is not empty.</param>
/// <param name="IsOpen">Whether more segments may follow.</param>
/// <param name="Literals">Characters that a request's path must have.</param>
internal sealed record PathPattern(ImmutableArray<string?> Segments, bool IsOpen, int Literals)
{
    /// <summary>The pattern of those conditions.</summary>
    public static PathPattern Of(RouteMatch match)
    {
        var isPattern = match.PathKind == PathKind.Pattern;
        var path = match.PathKind == PathKind.Prefix ? match.Path.TrimEnd('/') : match.Path;
        // What stands before the first slash is nothing.
        var parts = path.Split('/').AsSpan(1);
        var isOpen = match.PathKind == PathKind.Prefix;
        if (isPattern && parts is [.., "**"])
        {
            isOpen = true;
            parts = parts[..^1];
        }

        var segments = ImmutableArray.CreateBuilder<string?>(parts.Length);
        var literals = 0;
        foreach (var part in parts)
        {
            var isAny = isPattern && (part == "*" || part.StartsWith('{'));
            var segment = isAny ? null : PathText.Canonical(part);
            segments.Add(segment);
            literals += 1 + (segment?.Length ?? 0);
        }

        return new(segments.MoveToImmutable(), isOpen, literals);
    }
}

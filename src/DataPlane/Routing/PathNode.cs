using System.Collections.Immutable;

namespace LbPlatform.DataPlane.Routing;

/// <summary>
/// Routes of one host by their paths, a node for each segment. Immutable: a change copies the nodes on its way and shares
/// the others.
/// </summary>
internal sealed class PathNode
{
    private readonly ImmutableArray<RouteEntry> _open;
    private readonly ImmutableArray<RouteEntry> _closed;
    private readonly SegmentMap<PathNode> _literals;
    private readonly PathNode? _any;

    private PathNode(
        ImmutableArray<RouteEntry> open,
        ImmutableArray<RouteEntry> closed,
        SegmentMap<PathNode> literals,
        PathNode? any
    )
    {
        _open = open;
        _closed = closed;
        _literals = literals;
        _any = any;
    }

    /// <summary>No routes.</summary>
    public static PathNode Empty { get; } = new([], [], SegmentMap<PathNode>.Empty, null);

    /// <summary>Whether it has no routes, nor have those below it.</summary>
    public bool IsEmpty => _open.IsEmpty && _closed.IsEmpty && _literals.IsEmpty && _any is null;

    /// <summary>This node with the route; <paramref name="depth"/> segments of its path lie above.</summary>
    public PathNode With(RouteEntry entry, int depth = 0)
    {
        if (depth == entry.Path.Segments.Length)
        {
            return entry.Path.IsOpen
                ? new(Insert(_open, entry), _closed, _literals, _any)
                : new(_open, Insert(_closed, entry), _literals, _any);
        }

        var child = Child(entry.Path.Segments[depth]) ?? Empty;
        return WithChild(entry.Path.Segments[depth], child.With(entry, depth + 1));
    }

    /// <summary>This node without the route.</summary>
    public PathNode Without(RouteEntry entry, int depth = 0)
    {
        if (depth == entry.Path.Segments.Length)
        {
            return entry.Path.IsOpen
                ? new(_open.Remove(entry), _closed, _literals, _any)
                : new(_open, _closed.Remove(entry), _literals, _any);
        }

        return Child(entry.Path.Segments[depth]) is { } child
            ? WithChild(entry.Path.Segments[depth], child.Without(entry, depth + 1))
            : this;
    }

    /// <summary>
    /// Puts the most wanted route that matches in the place of <paramref name="best"/>, unless that is more wanted. The path
    /// is read from <paramref name="at"/> on, where a slash stands, or its end.
    /// </summary>
    public void Find(in RouteRequest request, int at, ref RouteEntry? best)
    {
        Consider(_open, request, ref best);
        if (at == request.Path.Length)
        {
            Consider(_closed, request, ref best);
            return;
        }

        var rest = request.Path[(at + 1)..];
        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        var next = at + 1 + segment.Length;
        FindLiteral(segment)?.Find(request, next, ref best);
        if (!segment.IsEmpty)
        {
            _any?.Find(request, next, ref best);
        }
    }

    private PathNode? FindLiteral(ReadOnlySpan<char> segment) =>
        _literals.IsEmpty ? null
        : segment.Contains('%') ? FindDecoded(segment)
        : _literals.Find(segment);

    private PathNode? FindDecoded(ReadOnlySpan<char> segment)
    {
        // Each character of a route's segment takes three at most.
        const int Longest = State.Routing.RouteBounds.LongestPath * 3;
        if (segment.Length > Longest)
        {
            return null;
        }

        Span<char> buffer = stackalloc char[segment.Length];
        var length = PathText.Decode(segment, buffer, plusIsSpace: false);
        return _literals.Find(buffer[..length]);
    }

    private static void Consider(
        ImmutableArray<RouteEntry> entries,
        in RouteRequest request,
        ref RouteEntry? best
    )
    {
        foreach (var entry in entries)
        {
            if (best is not null && RouteOrder.Instance.Compare(best, entry) < 0)
            {
                return;
            }

            if (entry.Conditions is null || entry.Conditions.AreMet(request))
            {
                best = entry;
                return;
            }
        }
    }

    private static ImmutableArray<RouteEntry> Insert(
        ImmutableArray<RouteEntry> entries,
        RouteEntry entry
    )
    {
        var position = entries.BinarySearch(entry, RouteOrder.Instance);
        return entries.Insert(position < 0 ? ~position : position, entry);
    }

    private PathNode? Child(string? segment) => segment is null ? _any : _literals.Find(segment);

    private PathNode WithChild(string? segment, PathNode child) =>
        segment is null ? new(_open, _closed, _literals, child.IsEmpty ? null : child)
        : child.IsEmpty ? new(_open, _closed, _literals.Remove(segment), _any)
        : new(_open, _closed, _literals.Set(segment, child), _any);
}

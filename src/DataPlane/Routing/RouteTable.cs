using LbPlatform.DataPlane.Configuration;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Routing;

/// <summary>
/// Which route takes a request: routes by host, then by path. Immutable: a change of one route copies what lies on the way
/// to it and shares the rest, so that it costs the same with ten routes and ten thousand. A look-up allocates nothing.
/// </summary>
internal sealed class RouteTable
{
    private readonly PathNode _anyHost;
    private readonly SegmentMap<PathNode> _hosts;
    private readonly SegmentMap<PathNode> _wildcards;

    private RouteTable(PathNode anyHost, SegmentMap<PathNode> hosts, SegmentMap<PathNode> wildcards)
    {
        _anyHost = anyHost;
        _hosts = hosts;
        _wildcards = wildcards;
    }

    /// <summary>No routes.</summary>
    public static RouteTable Empty { get; } =
        new(PathNode.Empty, SegmentMap<PathNode>.Empty, SegmentMap<PathNode>.Empty);

    /// <summary>The plan of the route that takes the request; <c>null</c> where none matches.</summary>
    public RoutePlan? Find(in RouteRequest request)
    {
        RouteEntry? best = null;
        if (!_hosts.IsEmpty || !_wildcards.IsEmpty)
        {
            FindByHost(request, ref best);
        }

        _anyHost.Find(request, at: 0, ref best);
        return best?.Plan;
    }

    /// <summary>This table with the route, which it does not have.</summary>
    public RouteTable With(RoutePlan plan) =>
        plan.Entries.Aggregate(
            this,
            static (table, entry) =>
                table.WithRoot(entry.Host, table.RootOf(entry.Host).With(entry))
        );

    /// <summary>This table without the route.</summary>
    public RouteTable Without(RoutePlan plan) =>
        plan.Entries.Aggregate(
            this,
            static (table, entry) =>
                table.WithRoot(entry.Host, table.RootOf(entry.Host).Without(entry))
        );

    private void FindByHost(in RouteRequest request, ref RouteEntry? best)
    {
        Span<char> buffer = stackalloc char[RouteBounds.LongestHost];
        var rest = (ReadOnlySpan<char>)buffer[..HostPattern.Read(request.Host, buffer)];
        if (rest.IsEmpty)
        {
            return;
        }

        _hosts.Find(rest)?.Find(request, at: 0, ref best);
        while (!_wildcards.IsEmpty && rest.IndexOf('.') is >= 0 and var dot)
        {
            rest = rest[(dot + 1)..];
            _wildcards.Find(rest)?.Find(request, at: 0, ref best);
        }
    }

    private PathNode RootOf(HostPattern host) =>
        host.IsAny
            ? _anyHost
            : (host.IsWildcard ? _wildcards : _hosts).Find(host.Key) ?? PathNode.Empty;

    private RouteTable WithRoot(HostPattern host, PathNode root) =>
        host.IsAny ? new(root, _hosts, _wildcards)
        : host.IsWildcard ? new(_anyHost, _hosts, Change(_wildcards, host.Key, root))
        : new(_anyHost, Change(_hosts, host.Key, root), _wildcards);

    private static SegmentMap<PathNode> Change(
        SegmentMap<PathNode> map,
        string key,
        PathNode root
    ) => root.IsEmpty ? map.Remove(key) : map.Set(key, root);
}

using LbPlatform.DataPlane.Configuration;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Routing;

/// <summary>A route at one of its hosts, as the table keeps it. Immutable.</summary>
internal sealed class RouteEntry
{
    private const int PriorityBits = 16;
    private const int LabelBits = 8;
    private const int KindBits = 2;
    private const int SegmentBits = 7;
    private const int LiteralBits = 11;
    private const int CountBits = 5;
    private const int LabelsOfFullHost = (1 << LabelBits) - 1;

    /// <summary>The route <paramref name="plan"/> at <paramref name="host"/>.</summary>
    public RouteEntry(
        RoutePlan plan,
        HostPattern host,
        PathPattern path,
        RouteConditions? conditions
    )
    {
        Plan = plan;
        Host = host;
        Path = path;
        Conditions = conditions;
        Rank = RankOf(plan.Route.Priority, plan.Route.Match, host, path);
    }

    /// <summary>What happens to requests of the route.</summary>
    public RoutePlan Plan { get; }

    /// <summary>The host that it matches.</summary>
    public HostPattern Host { get; }

    /// <summary>The path that it matches.</summary>
    public PathPattern Path { get; }

    /// <summary>What else must hold; <c>null</c> where nothing must.</summary>
    public RouteConditions? Conditions { get; }

    /// <summary>How much it is wanted where several match: all of <see cref="RouteOrder"/> but the age, in one number.</summary>
    public ulong Rank { get; }

    private static ulong RankOf(int priority, RouteMatch match, HostPattern host, PathPattern path)
    {
        var kind =
            match.PathKind == PathKind.Exact ? 2
            : path.IsOpen ? 0
            : 1;
        var rank = new Packed();
        rank.Add(priority - RouteBounds.LowestPriority, PriorityBits);
        rank.Add(
            host.IsWildcard ? host.Labels
                : host.IsAny ? 0
                : LabelsOfFullHost,
            LabelBits
        );
        rank.Add(kind, KindBits);
        rank.Add(path.Segments.Length, SegmentBits);
        rank.Add(path.Literals, LiteralBits);
        rank.Add(match.Methods.Count > 0 ? 1 : 0, 1);
        rank.Add(match.Headers.Count, CountBits);
        rank.Add(match.Query.Count, CountBits);
        return rank.Value;
    }

    private struct Packed
    {
        public ulong Value { get; private set; }

        public void Add(int part, int bits) =>
            Value = (Value << bits) | (uint)Math.Clamp(part, 0, (1 << bits) - 1);
    }
}

namespace LbPlatform.State.Routing;

/// <summary>Which requests a route takes: those that meet every condition. Empty lists match everything.</summary>
public sealed record RouteMatch
{
    /// <summary>Every request.</summary>
    public static RouteMatch Everything { get; } = new();

    /// <summary>
    /// Hosts, without port, any of which the request must name: in full (<c>shop.test</c>) or with a wildcard for one
    /// label or more at its beginning (<c>*.shop.test</c>). Compared without case. At most <see cref="RouteBounds.MostHosts"/>.
    /// </summary>
    public ValueList<string> Hosts { get; init; } = [];

    /// <summary>
    /// The path, as it is or percent-encoded; compared by case after escapes are resolved in each segment. <c>/</c> as a
    /// prefix is every path. At most <see cref="RouteBounds.LongestPath"/> characters.
    /// </summary>
    public string Path { get; init; } = "/";

    /// <summary>How the path is compared.</summary>
    public PathKind PathKind { get; init; }

    /// <summary>Methods, any of which the request must have; compared by case (RFC 9110, 9.1).</summary>
    public ValueList<string> Methods { get; init; } = [];

    /// <summary>Conditions on headers, all of which must hold.</summary>
    public ValueList<FieldMatch> Headers { get; init; } = [];

    /// <summary>Conditions on query parameters, all of which must hold.</summary>
    public ValueList<FieldMatch> Query { get; init; } = [];
}

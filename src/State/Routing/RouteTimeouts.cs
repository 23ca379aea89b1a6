namespace LbPlatform.State.Routing;

/// <summary>
/// How long backends may take for requests of one route. <c>null</c>: the data plane's own setting, or no limit where it
/// has none. Between <see cref="RouteBounds.ShortestTimeout"/> and <see cref="RouteBounds.LongestTimeout"/>.
/// </summary>
public sealed record RouteTimeouts
{
    /// <summary>No time-outs of the route's own.</summary>
    public static RouteTimeouts Default { get; } = new();

    /// <summary>From the request's arrival to the end of its response, all attempts together.</summary>
    public TimeSpan? Total { get; init; }

    /// <summary>From the beginning of an attempt to the head of its response.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>Longest pause in a body, either way.</summary>
    public TimeSpan? Activity { get; init; }
}

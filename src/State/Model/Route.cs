using LbPlatform.State.Routing;

namespace LbPlatform.State.Model;

/// <summary>What happens to the requests that it matches: by default one pool answers them.</summary>
public sealed record Route : IResource
{
    /// <summary>The route that exists from the start and matches every request.</summary>
    public const string DefaultName = "default";

    /// <inheritdoc />
    public required string Id { get; init; }

    /// <inheritdoc />
    public required string Name { get; init; }

    /// <summary>
    /// The pool that answers, always an existing one; <c>null</c> where <see cref="Action"/> names who does.
    /// </summary>
    public string? PoolId { get; init; }

    /// <summary>
    /// Who takes a request that several routes match: the one with the highest number, among equals the narrower one. 0 is
    /// usual; <see cref="RouteBounds.LowestPriority"/> to <see cref="RouteBounds.HighestPriority"/>.
    /// </summary>
    public int Priority { get; init; }

    /// <summary>Which requests it takes.</summary>
    public RouteMatch Match { get; init; } = RouteMatch.Everything;

    /// <summary>What it does with them.</summary>
    public RouteAction Action { get; init; } = RouteAction.Forward;

    /// <summary>What its requests may take.</summary>
    public RouteLimits Limits { get; init; } = RouteLimits.None;

    /// <inheritdoc />
    public Revision CreatedRevision { get; init; }

    /// <inheritdoc />
    public Revision Revision { get; init; }

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Every pool that it sends something to, each once: these must exist as long as the route does.</summary>
    public IEnumerable<string> AllPoolIds() =>
        new[] { PoolId, Action.Mirror?.PoolId }
            .OfType<string>()
            .Concat((Action.Split?.Pools ?? []).Select(static share => share.PoolId))
            .Distinct(StringComparer.Ordinal);
}

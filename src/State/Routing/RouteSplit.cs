namespace LbPlatform.State.Routing;

/// <summary>Shares of requests between pools.</summary>
public sealed record RouteSplit
{
    /// <summary>Who gets how much; at most <see cref="RouteBounds.MostPools"/>.</summary>
    public ValueList<PoolShare> Pools { get; init; } = [];

    /// <summary>What keeps a client in its pool; <c>null</c>: each request is dealt for itself.</summary>
    public StickyKey? Sticky { get; init; }
}

namespace LbPlatform.State.Routing;

/// <summary>A pool's share of a split.</summary>
public sealed record PoolShare
{
    /// <summary>The pool; always names an existing one.</summary>
    public required string PoolId { get; init; }

    /// <summary>Its share, in relation to the others'; 0 to <see cref="RouteBounds.HighestWeight"/>. 0 takes none.</summary>
    public int Weight { get; init; } = 1;
}

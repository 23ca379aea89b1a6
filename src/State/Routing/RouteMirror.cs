namespace LbPlatform.State.Routing;

/// <summary>Copies of requests for another pool.</summary>
public sealed record RouteMirror
{
    /// <summary>The pool; always names an existing one.</summary>
    public required string PoolId { get; init; }

    /// <summary>How many of a hundred requests are copied, 1 to 100.</summary>
    public int Percent { get; init; } = 100;
}

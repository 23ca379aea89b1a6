namespace LbPlatform.State.Model;

/// <summary>What one request of a route, and all of them together, may take. <c>null</c> is no limit of the route's own.</summary>
public sealed record RouteLimits
{
    /// <summary>No limits.</summary>
    public static RouteLimits None { get; } = new();

    /// <summary>Longest request body, in bytes; longer ones are answered 413.</summary>
    public long? MaxBodyBytes { get; init; }
}

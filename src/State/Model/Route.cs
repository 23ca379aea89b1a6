namespace LbPlatform.State.Model;

/// <summary>Sends the requests that it matches to one pool.</summary>
public sealed record Route : IResource
{
    /// <summary>The route that exists from the start and matches every request.</summary>
    public const string DefaultName = "default";

    /// <inheritdoc />
    public required string Id { get; init; }

    /// <inheritdoc />
    public required string Name { get; init; }

    /// <summary>The pool that answers; always names an existing pool.</summary>
    public required string PoolId { get; init; }

    /// <summary>The host that a request must name, without port; <c>null</c> matches every host.</summary>
    public string? Host { get; init; }

    /// <summary>The path that a request must start with, by whole segments; <c>/</c> matches every path.</summary>
    public string PathPrefix { get; init; } = "/";

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
}

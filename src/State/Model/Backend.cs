namespace LbPlatform.State.Model;

/// <summary>One server that can answer the requests of its pool.</summary>
public sealed record Backend : IResource
{
    /// <inheritdoc />
    public required string Id { get; init; }

    /// <inheritdoc />
    public required string Name { get; init; }

    /// <summary>The pool that this backend serves; always names an existing pool.</summary>
    public required string PoolId { get; init; }

    /// <summary>Where the server listens. Unique within its pool.</summary>
    public required BackendUrl Url { get; init; }

    /// <summary>The operator's wish.</summary>
    public AdministrativeState AdministrativeState { get; init; }

    /// <summary>What this backend wants probed otherwise than its pool.</summary>
    public ProbeOverrides Probe { get; init; } = ProbeOverrides.None;

    /// <inheritdoc />
    public Revision CreatedRevision { get; init; }

    /// <inheritdoc />
    public Revision Revision { get; init; }

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; init; }
}

namespace LbPlatform.State.Model;

/// <summary>One server that can answer the requests of its pool.</summary>
public sealed record Backend : IResource
{
    /// <summary>The weight of a backend that names none, as in HAProxy's advice to begin between 10 and 100.</summary>
    public const int DefaultWeight = 100;

    /// <summary>The largest weight.</summary>
    public const int MostWeight = 1_000;

    /// <summary>The last tier.</summary>
    public const int LastTier = 9;

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

    /// <summary>How it is drained; <c>null</c> where it is not.</summary>
    public BackendDrain? Drain { get; init; }

    /// <summary>
    /// Its share of the pool's requests, relative to the other backends: 0 (none but those that affinity brings) to
    /// <see cref="MostWeight"/>.
    /// </summary>
    public int Weight { get; init; } = DefaultWeight;

    /// <summary>
    /// 0 takes traffic always; a higher tier is a backup that does only while no backend of a lower one is eligible. At
    /// most <see cref="LastTier"/>.
    /// </summary>
    public int Tier { get; init; }

    /// <summary>
    /// The zone that it runs in, a <see cref="ResourceName"/>; <c>null</c> where none is known. Data planes of the same zone
    /// prefer it, where their pool's settings say so.
    /// </summary>
    public string? Zone { get; init; }

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

namespace LbPlatform.State.Model;

/// <summary>A set of interchangeable backends and the rules by which one of them is chosen.</summary>
public sealed record Pool : IResource
{
    /// <summary>The pool that exists from the start and takes the backends that name no other.</summary>
    public const string DefaultName = "default";

    /// <summary>How long backends drain where nothing is set.</summary>
    public static readonly TimeSpan DefaultDrainTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public required string Id { get; init; }

    /// <inheritdoc />
    public required string Name { get; init; }

    /// <summary>What this pool wants probed otherwise than the platform.</summary>
    public ProbeOverrides Probe { get; init; } = ProbeOverrides.None;

    /// <summary>How one of its backends is chosen for a request.</summary>
    public BalancingSettings Balancing { get; init; } = BalancingSettings.Default;

    /// <summary>Whether its clients stay with their backend.</summary>
    public AffinitySettings Affinity { get; init; } = AffinitySettings.Default;

    /// <summary>How long its backends may drain unless a drain says otherwise; 0 to 1 h.</summary>
    public TimeSpan DrainTimeout { get; init; } = DefaultDrainTimeout;

    /// <summary>What it does when backends fail.</summary>
    public ResilienceSettings Resilience { get; init; } = ResilienceSettings.Default;

    /// <summary>How its backends are talked to.</summary>
    public BackendTransport Transport { get; init; } = BackendTransport.Default;

    /// <inheritdoc />
    public Revision CreatedRevision { get; init; }

    /// <inheritdoc />
    public Revision Revision { get; init; }

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; init; }
}

namespace LbPlatform.State.Store.Health;

/// <summary>What the poller saw since its last flush; written in one transaction.</summary>
public sealed record HealthBatch
{
    /// <summary>Backends that are new, or have another name, pool or URL.</summary>
    public IReadOnlyList<ProbedBackend> Probed { get; init; } = [];

    /// <summary>When the batch was made, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Ids of backends that are probed no more; their history stays.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Results in the order in which they came.</summary>
    public IReadOnlyList<ProbeResult> Results { get; init; } = [];

    /// <summary>Flips in the order in which they came.</summary>
    public IReadOnlyList<HealthTransition> Transitions { get; init; } = [];

    /// <summary>The health, after the results, of each backend that has one among them.</summary>
    public IReadOnlyList<BackendHealth> Current { get; init; } = [];
}

namespace LbPlatform.State.Store.Health;

/// <summary>A backend that was ever probed; the short key that its history refers to.</summary>
internal sealed record ProbedBackendRow
{
    public long Key { get; init; }

    public required string BackendId { get; init; }

    public required string Name { get; init; }

    public required string Pool { get; init; }

    public required string Url { get; init; }

    public long? RemovedAt { get; init; }
}

namespace LbPlatform.State.Store.Traffic;

/// <summary>A backend that ever had traffic, as it was named last.</summary>
internal sealed record TrafficBackendRow
{
    public required long Key { get; init; }

    public required string BackendId { get; init; }

    public required string Name { get; init; }

    public required string Pool { get; init; }
}

namespace LbPlatform.State.Store.Traffic;

/// <summary>How far a data plane's counters of a backend are in the roll-ups.</summary>
internal sealed record TrafficBaselineRow
{
    public required string NodeId { get; init; }

    public required string BackendId { get; init; }

    public required string Epoch { get; init; }

    public required long Since { get; init; }

    public required long ReportedAt { get; init; }

    public required string Counts { get; init; }
}

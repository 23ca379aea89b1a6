namespace LbPlatform.State.Store.Traffic;

/// <summary>What is written in one transaction.</summary>
public sealed record TrafficBatch
{
    /// <summary>Name and pool of each backend that the batch speaks of, by id, where they are known.</summary>
    public required IReadOnlyDictionary<string, (string Name, string Pool)> Names { get; init; }

    /// <summary>What came to the roll-ups.</summary>
    public required IReadOnlyList<TrafficIncrement> Increments { get; init; }

    /// <summary>How far the counters of data planes are in the roll-ups, these included.</summary>
    public required IReadOnlyList<TrafficBaseline> Baselines { get; init; }
}

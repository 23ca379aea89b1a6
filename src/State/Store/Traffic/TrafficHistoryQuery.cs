namespace LbPlatform.State.Store.Traffic;

/// <summary>Which part of a backend's traffic is asked for.</summary>
public sealed record TrafficHistoryQuery
{
    /// <summary>The length of the buckets.</summary>
    public TrafficResolution Resolution { get; init; } = TrafficResolution.Minute;

    /// <summary>Buckets that begin at this instant or later; all of them where it is <c>null</c>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Buckets that begin before this instant; all of them where it is <c>null</c>.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Buckets at most.</summary>
    public required int Limit { get; init; }
}

namespace LbPlatform.State.Traffic;

/// <summary>How far a data plane's counters of one backend are.</summary>
public sealed record BackendCount
{
    /// <summary>The backend's id.</summary>
    public required string BackendId { get; init; }

    /// <summary>When they were at zero, UTC, by the data plane's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The counters.</summary>
    public required TrafficCounts Counts { get; init; }

    /// <summary>Requests that the backend is working on.</summary>
    public int InFlight { get; init; }

    /// <summary>Why traffic leaves it out; <c>null</c> where it does not.</summary>
    public BackendEjection? Ejection { get; init; }
}

namespace LbPlatform.State.Health;

/// <summary>What is known of one backend's health now.</summary>
public sealed record BackendHealth
{
    /// <summary>The backend.</summary>
    public required string BackendId { get; init; }

    /// <summary>The verdict.</summary>
    public HealthStatus Status { get; init; }

    /// <summary>When the verdict was reached, UTC; <c>null</c> while there is none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last probe's result; <c>null</c> before the first.</summary>
    public ProbeResult? LastProbe { get; init; }

    /// <summary>Results in a row that contradict the verdict (Pingora's count against).</summary>
    public int Contradictions { get; init; }
}

namespace LbPlatform.State.Store.Health;

/// <summary>The current health of one backend.</summary>
internal sealed record BackendHealthRow
{
    public required long BackendKey { get; init; }

    public required string Status { get; init; }

    public long? Since { get; init; }

    public int Contradictions { get; init; }

    public long? CheckedAt { get; init; }

    public string? Outcome { get; init; }

    public int? StatusCode { get; init; }

    public long? LatencyMicroseconds { get; init; }

    public string? Detail { get; init; }
}

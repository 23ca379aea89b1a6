namespace LbPlatform.State.Store.Health;

/// <summary>One probe's result.</summary>
internal sealed record ProbeRow
{
    public long Id { get; init; }

    public required long BackendKey { get; init; }

    public required long CheckedAt { get; init; }

    public required string Outcome { get; init; }

    public int? StatusCode { get; init; }

    public required long LatencyMicroseconds { get; init; }

    public string? Detail { get; init; }
}

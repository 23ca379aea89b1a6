namespace LbPlatform.State.Store.Health;

/// <summary>One flip of a verdict.</summary>
internal sealed record TransitionRow
{
    public long Id { get; init; }

    public required long BackendKey { get; init; }

    public required long At { get; init; }

    public required string FromStatus { get; init; }

    public required string ToStatus { get; init; }

    public required string Outcome { get; init; }

    public int? StatusCode { get; init; }

    public required long LatencyMicroseconds { get; init; }

    public string? Detail { get; init; }
}

namespace LbPlatform.State.Store.Health;

/// <summary>The probes of one backend in one minute, hour or day.</summary>
internal sealed record RollupRow
{
    public required int Resolution { get; init; }

    public required long BucketStart { get; init; }

    public required long BackendKey { get; init; }

    public required long Checks { get; init; }

    public required long Passed { get; init; }

    public required long LatencySumMicroseconds { get; init; }

    public required long LatencyMaxMicroseconds { get; init; }
}

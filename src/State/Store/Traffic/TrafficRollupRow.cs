namespace LbPlatform.State.Store.Traffic;

/// <summary>The traffic of one backend in one minute or hour, over all data planes.</summary>
internal sealed record TrafficRollupRow
{
    public required int Resolution { get; init; }

    public required long BucketStart { get; init; }

    public required long BackendKey { get; init; }

    public required long Answers1xx { get; init; }

    public required long Answers2xx { get; init; }

    public required long Answers3xx { get; init; }

    public required long Answers4xx { get; init; }

    public required long Answers5xx { get; init; }

    public required long Refused { get; init; }

    public required long Timeout { get; init; }

    public required long Dns { get; init; }

    public required long Tls { get; init; }

    public required long Reset { get; init; }

    public required long Protocol { get; init; }

    public required long Cancelled { get; init; }

    public required long Error { get; init; }

    public required long Retries { get; init; }

    public required long EjectedUnreachable { get; init; }

    public required long EjectedOutlier { get; init; }

    public required long LatencySumMicroseconds { get; init; }

    /// <summary>Percentiles, computed from <see cref="Latencies"/> when the row is written; empty where nothing was answered.</summary>
    public long? LatencyP50Microseconds { get; init; }

    public long? LatencyP95Microseconds { get; init; }

    public long? LatencyP99Microseconds { get; init; }

    /// <summary>How many answers fell into each bucket of the latencies, as a JSON array without the zeros at its end.</summary>
    public required string Latencies { get; init; }
}

namespace LbPlatform.State.Model;

/// <summary>How much a pool takes on at a time, and what waits when that is reached.</summary>
public sealed record CapacitySettings
{
    /// <summary>Most requests in flight that may be set, and the longest queue.</summary>
    public const int Most = 1_000_000;

    /// <summary>Longest time in the queue that may be set.</summary>
    public static readonly TimeSpan LongestQueueTime = TimeSpan.FromMinutes(10);

    /// <summary>The defaults: no limit.</summary>
    public static CapacitySettings Default { get; } = new();

    /// <summary>Requests in flight at one backend; 0 is no limit. When all are full, requests wait.</summary>
    public int RequestsPerBackend { get; init; }

    /// <summary>Requests in flight at the whole pool; 0 is no limit. More are answered 503 at once.</summary>
    public int Requests { get; init; }

    /// <summary>Requests that may wait for a backend; more are answered 503 at once.</summary>
    public int QueueLength { get; init; } = 100;

    /// <summary>How long one waits before it is answered 503.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(5);
}

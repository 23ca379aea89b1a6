using System.Text.Json.Serialization;

namespace LbPlatform.State.Traffic;

/// <summary>
/// What attempts at one backend came to: counters that only grow while they are counted, or the difference of two of them.
/// Lists may be shorter than they could be; what they lack is 0.
/// </summary>
public sealed record TrafficCounts
{
    /// <summary>Classes of status codes: 1xx to 5xx.</summary>
    public const int Classes = 5;

    /// <summary>Nothing happened.</summary>
    public static readonly TrafficCounts Zero = new();

    /// <summary>Attempts that ended with a whole answer, by class of status code, from 1xx on.</summary>
    public IReadOnlyList<long> Answers { get; init; } = [];

    /// <summary>Attempts that ended without one, by <see cref="TrafficError"/>.</summary>
    public IReadOnlyList<long> Errors { get; init; } = [];

    /// <summary>Answers by the time until they began, in the buckets of <see cref="LatencyBuckets"/>.</summary>
    public IReadOnlyList<long> Latencies { get; init; } = [];

    /// <summary>The sum of those times, in microseconds.</summary>
    public long LatencyMicroseconds { get; init; }

    /// <summary>Attempts that failed here and were made again elsewhere.</summary>
    public long Retries { get; init; }

    /// <summary>Ejections because the backend could not be reached, or answered nothing.</summary>
    public long EjectedUnreachable { get; init; }

    /// <summary>Those of them because it answered nothing; told apart only where they are counted.</summary>
    [JsonIgnore]
    public long EjectedSilent { get; init; }

    /// <summary>Ejections because it answered worse than it should.</summary>
    public long EjectedOutlier { get; init; }

    /// <summary>Attempts that ended, however they did.</summary>
    [JsonIgnore]
    public long Requests => Answers.Sum() + Errors.Sum();

    /// <summary>Whether nothing was counted.</summary>
    [JsonIgnore]
    public bool IsZero =>
        this is { Retries: 0, EjectedUnreachable: 0, EjectedOutlier: 0, LatencyMicroseconds: 0 }
        && Requests == 0
        && Latencies.All(static count => count == 0);

    /// <summary>Both together.</summary>
    public TrafficCounts Plus(TrafficCounts other) => Join(other, static (a, b) => a + b);

    /// <summary>What came since <paramref name="before"/>. A counter that went backwards began anew: it counts whole.</summary>
    public TrafficCounts Since(TrafficCounts before) =>
        Join(before, static (now, then) => now >= then ? now - then : now);

    private TrafficCounts Join(TrafficCounts other, Func<long, long, long> join)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Answers = Join(Answers, other.Answers, join),
            Errors = Join(Errors, other.Errors, join),
            Latencies = Join(Latencies, other.Latencies, join),
            LatencyMicroseconds = join(LatencyMicroseconds, other.LatencyMicroseconds),
            Retries = join(Retries, other.Retries),
            EjectedUnreachable = join(EjectedUnreachable, other.EjectedUnreachable),
            EjectedSilent = join(EjectedSilent, other.EjectedSilent),
            EjectedOutlier = join(EjectedOutlier, other.EjectedOutlier),
        };
    }

    private static long[] Join(
        IReadOnlyList<long> left,
        IReadOnlyList<long> right,
        Func<long, long, long> join
    )
    {
        var joined = new long[Math.Max(left.Count, right.Count)];
        for (var at = 0; at < joined.Length; at++)
        {
            joined[at] = join(at < left.Count ? left[at] : 0, at < right.Count ? right[at] : 0);
        }

        return joined;
    }
}

namespace LbPlatform.State.Model;

/// <summary>How many requests of a route may come in a time.</summary>
public sealed record RateLimit
{
    /// <summary>Most requests, and largest burst, that a limit may allow.</summary>
    public const int MostRequests = 1_000_000;

    /// <summary>Longest name of a header field, in characters.</summary>
    public const int LongestHeader = 64;

    /// <summary>Shortest period.</summary>
    public static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Longest period.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    /// <summary>Requests that may come in a period, from 1 to <see cref="MostRequests"/>.</summary>
    public required int Requests { get; init; }

    /// <summary>The period, from <see cref="ShortestPeriod"/> to <see cref="LongestPeriod"/>. Default 1 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How it counts. Default token bucket.</summary>
    public RateLimitAlgorithm Algorithm { get; init; }

    /// <summary>Size of the token bucket; <c>null</c> is <see cref="Requests"/>. Other algorithms have none.</summary>
    public int? Burst { get; init; }

    /// <summary>Whose requests are counted together. Default one client's.</summary>
    public RateLimitKey By { get; init; }

    /// <summary>The header field, where it counts by one.</summary>
    public string? Header { get; init; }
}

namespace LbPlatform.State.Model;

/// <summary>
/// How a backend is probed and how many results make a verdict. Defaults: HAProxy's rise 2 and fall 3,
/// the interval that this platform promises, and a time-out far below it.
/// </summary>
public sealed record ProbeSettings
{
    /// <summary>Shortest interval and time-out that may be set.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest interval that may be set.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>Longest time-out that may be set.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Highest threshold that may be set.</summary>
    public const int HighestThreshold = 100;

    /// <summary>Longest path that may be set, in characters.</summary>
    public const int LongestPath = 1024;

    /// <summary>Target of the GET request, with query if any. Default <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>
    /// Time between two probes while the verdict stands. Default 10 s, 100 ms to 1 h. Too long delays the
    /// notice of a slow death; too short burdens the backend.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time between two probes while results contradict the verdict. Default 2 s; never longer than
    /// <see cref="Interval"/> in effect (HAProxy's <c>fastinter</c>).
    /// </summary>
    public TimeSpan FastInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time until the response head must be complete. Default 2 s, at most the interval.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Status codes that pass. Default 200-399; redirects are not followed.</summary>
    public StatusRanges ExpectedStatus { get; init; } = StatusRanges.Default;

    /// <summary>Passed probes in a row that make an unhealthy backend healthy (rise). Default 2, 1 to 100.</summary>
    public int HealthyThreshold { get; init; } = 2;

    /// <summary>Failed probes in a row that make a backend unhealthy (fall). Default 3, 1 to 100.</summary>
    public int UnhealthyThreshold { get; init; } = 3;

    /// <summary>These settings with everything that <paramref name="overrides"/> names replaced.</summary>
    public ProbeSettings With(ProbeOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        return this with
        {
            Path = overrides.Path ?? Path,
            Interval = overrides.Interval ?? Interval,
            FastInterval = overrides.FastInterval ?? FastInterval,
            Timeout = overrides.Timeout ?? Timeout,
            ExpectedStatus = overrides.ExpectedStatus ?? ExpectedStatus,
            HealthyThreshold = overrides.HealthyThreshold ?? HealthyThreshold,
            UnhealthyThreshold = overrides.UnhealthyThreshold ?? UnhealthyThreshold,
        };
    }
}

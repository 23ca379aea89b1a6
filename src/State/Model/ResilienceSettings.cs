namespace LbPlatform.State.Model;

/// <summary>What a pool does when its backends fail.</summary>
public sealed record ResilienceSettings
{
    /// <summary>Longest <see cref="SlowStart"/>.</summary>
    public static readonly TimeSpan LongestSlowStart = TimeSpan.FromHours(1);

    /// <summary>The defaults.</summary>
    public static ResilienceSettings Default { get; } = new();

    /// <summary>When live traffic takes a backend out.</summary>
    public EjectionSettings Ejection { get; init; } = EjectionSettings.Default;

    /// <summary>When a failed request is tried elsewhere.</summary>
    public RetrySettings Retry { get; init; } = RetrySettings.Default;

    /// <summary>How much is taken on at a time.</summary>
    public CapacitySettings Capacity { get; init; } = CapacitySettings.Default;

    /// <summary>When the pool as a whole is asked no more for a while.</summary>
    public BreakerSettings Breaker { get; init; } = BreakerSettings.Default;

    /// <summary>
    /// Where a smaller share of the enabled backends than this is eligible, in percent, verdicts and ejections are
    /// disregarded: all take traffic, since those left would not bear it. 0 is off: then nobody left is 503. At most 100.
    /// </summary>
    public int PanicPercent { get; init; }

    /// <summary>
    /// How long a backend that returns (or is added to a pool that serves) takes to grow into its share; zero is off,
    /// at most <see cref="LongestSlowStart"/>.
    /// Nothing slows down when the data plane itself starts.
    /// </summary>
    public TimeSpan SlowStart { get; init; }
}

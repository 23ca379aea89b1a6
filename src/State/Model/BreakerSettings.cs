namespace LbPlatform.State.Model;

/// <summary>
/// When a pool that fails as a whole is asked no more for a while (circuit breaker; the figures are Traefik's). Its requests are then
/// refused at once, so that clients do not wait and the backends can recover.
/// </summary>
public sealed record BreakerSettings
{
    /// <summary>Most <see cref="LeastRequests"/>.</summary>
    public const int MostLeastRequests = 1_000_000;

    /// <summary>Shortest <see cref="Window"/> and <see cref="OpenTime"/>.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);

    /// <summary>Longest <see cref="Window"/>.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(10);

    /// <summary>Most that <see cref="OpenTime"/> and <see cref="RecoveryTime"/> may be.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromHours(1);

    /// <summary>The defaults: off.</summary>
    public static BreakerSettings Default { get; } = new();

    /// <summary>
    /// The share of the pool's requests that must fail, in percent: answered with 500 to 599, after all attempts, whoever wrote the
    /// answer. 0 is off.
    /// </summary>
    public int FailurePercent { get; init; }

    /// <summary>Requests in <see cref="Window"/> below which a share says nothing.</summary>
    public int LeastRequests { get; init; } = 20;

    /// <summary>How long requests are looked back at.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long all requests are refused.</summary>
    public TimeSpan OpenTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it takes then until all are let through again; the share grows evenly. Zero lets all through at once.</summary>
    public TimeSpan RecoveryTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is a breaker.</summary>
    public bool IsOn => FailurePercent > 0;
}

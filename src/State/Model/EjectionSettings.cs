namespace LbPlatform.State.Model;

/// <summary>
/// When live traffic takes a backend out of its pool (outlier detection; the words and defaults are Envoy's where it has
/// them). A backend that cannot be connected to is left out at once, whatever is set here.
/// </summary>
public sealed record EjectionSettings
{
    /// <summary>Most <see cref="ConsecutiveFailures"/>.</summary>
    public const int MostConsecutiveFailures = 1_000;

    /// <summary>Least <see cref="LatencyFactor"/> other than 0: at less, half of every pool would be outliers.</summary>
    public const int LeastLatencyFactor = 2;

    /// <summary>Largest <see cref="LatencyFactor"/>.</summary>
    public const int MostLatencyFactor = 100;

    /// <summary>Shortest <see cref="BaseTime"/> and <see cref="LongestTime"/>.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);

    /// <summary>Most that <see cref="BaseTime"/> and <see cref="LongestTime"/> may be.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromDays(1);

    /// <summary>Shortest <see cref="Silence"/> other than 0.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest <see cref="Silence"/>.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    /// <summary>The defaults.</summary>
    public static EjectionSettings Default { get; } = new();

    /// <summary>Failed answers in a row that eject: status 500 to 599 without 501 and 505. 0 is off.</summary>
    public int ConsecutiveFailures { get; init; } = 5;

    /// <summary>
    /// Ejects a backend that takes requests and has begun no answer for so long, while others of the pool do and most of
    /// what they are asked is answered sooner. Zero is off.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Ejects a backend whose share of good answers lies 1.9 standard deviations under the pool's mean, among at least
    /// 5 backends with 100 requests each in 10 s.
    /// </summary>
    public bool BySuccessRate { get; init; }

    /// <summary>
    /// Ejects a backend of which this share of answers fails, in percent, with at least 50 requests in 10 s. 0 is off;
    /// Envoy suggests 85.
    /// </summary>
    public int FailurePercent { get; init; }

    /// <summary>
    /// Ejects a backend whose answers take, at the mean, so many times as long as the pool's median backend, among at
    /// least 3 backends with 20 requests each in 10 s. 0 is off; 3 and more are sensible.
    /// </summary>
    public int LatencyFactor { get; init; }

    /// <summary>How long the first ejection lasts; the n-th in a short time lasts n times as long. Silence has the clock of failures to connect.</summary>
    public TimeSpan BaseTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest ejection; not shorter than <see cref="BaseTime"/>.</summary>
    public TimeSpan LongestTime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Most backends of the pool that may be left out so at a time, in percent; one may always, if another stays.</summary>
    public int MostPercent { get; init; } = 50;

    /// <summary>Whether requests must be counted one by one.</summary>
    public bool NeedsCounts => BySuccessRate || FailurePercent > 0 || LatencyFactor > 0;
}

namespace LbPlatform.State.Model;

/// <summary>
/// When a request that failed on one backend is sent to another one, and how often. A request that cannot have been acted
/// on (no connection came about) may always be; any other only where its method is idempotent (RFC 9110, 9.2.2), no byte
/// of an answer has reached the client and its body, if it has one, is still at hand.
/// </summary>
public sealed record RetrySettings
{
    /// <summary>Most attempts that may be set.</summary>
    public const int MostAttempts = 5;

    /// <summary>Longest body that may be set to be kept, in bytes.</summary>
    public const int MostBodyBytes = 1024 * 1024;

    /// <summary>Most retries per second that may be let through however little is asked.</summary>
    public const int MostBudgetMinimum = 1_000;

    /// <summary>Longest time for one attempt that may be set.</summary>
    public static readonly TimeSpan LongestTryTimeout = TimeSpan.FromHours(1);

    /// <summary>Most back-off that may be set.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(1);

    /// <summary>The defaults.</summary>
    public static RetrySettings Default { get; } = new();

    /// <summary>Backends that one request is sent to at most, each once; 1 is off.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Whether a connection that broke before an answer began is reason to try elsewhere.</summary>
    public bool OnReset { get; init; } = true;

    /// <summary>Whether an answer with one of <see cref="Statuses"/> is reason to try elsewhere.</summary>
    public bool OnStatus { get; init; } = true;

    /// <summary>Answers that say that the backend, not the request, is at fault.</summary>
    public StatusRanges Statuses { get; init; } = StatusRanges.Parse("502-504");

    /// <summary>
    /// How long one attempt may take to begin its answer before another backend is tried; zero is off: then only the time-out
    /// of the whole request counts.
    /// </summary>
    public TimeSpan TryTimeout { get; init; }

    /// <summary>
    /// The longest pause before the second attempt where the first reached its backend; it doubles each time, up to ten
    /// times as long. The pause is drawn between nothing and that (full jitter). Default 25 ms, as Envoy's.
    /// </summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// Most retries in 10 s, in percent of the pool's requests in that time, so that retries do not bury a pool that
    /// fails. Default 20, as Envoy's and Finagle's. Attempts after which nothing can have been acted on are not counted.
    /// </summary>
    public int BudgetPercent { get; init; } = 20;

    /// <summary>Retries per second that a pool may make however little it is asked.</summary>
    public int BudgetMinimum { get; init; } = 3;

    /// <summary>Longest body that is kept for another attempt, in bytes; 0 keeps none.</summary>
    public int BodyBytes { get; init; } = 64 * 1024;
}

namespace LbPlatform.ControlPlane.Resilience;

/// <summary>
/// When a request that failed on one backend is sent to another one. What is absent or null is the default. Where no
/// connection came about it always may be; else only where its method is idempotent and its body is at hand.
/// </summary>
internal sealed record RetryRequest
{
    /// <summary>Backends that one request is sent to at most, each once, 1 (off) to 5. Default 3.</summary>
    /// <example>3</example>
    public int? Attempts { get; init; }

    /// <summary>Whether a connection that broke before an answer began is reason to. Default true.</summary>
    /// <example>true</example>
    public bool? OnReset { get; init; }

    /// <summary>Whether an answer with one of statuses is reason to. Default true.</summary>
    /// <example>true</example>
    public bool? OnStatus { get; init; }

    /// <summary>Answers that say that the backend is at fault, not the request. Default 502-504.</summary>
    /// <example>502-504</example>
    public string? Statuses { get; init; }

    /// <summary>How long one attempt may take to begin its answer, up to 1h; 0s (default) is off.</summary>
    /// <example>2s</example>
    public string? TryTimeout { get; init; }

    /// <summary>The longest pause before the second attempt, up to 1s; it doubles each time. Default 25ms.</summary>
    /// <example>25ms</example>
    public string? BackOff { get; init; }

    /// <summary>Most retries in percent of the pool's requests of the last 10 s, 0 to 100. Default 20.</summary>
    /// <example>20</example>
    public int? BudgetPercent { get; init; }

    /// <summary>Retries per second that a pool may make however little it is asked, 0 to 1000. Default 3.</summary>
    /// <example>3</example>
    public int? BudgetMinimum { get; init; }

    /// <summary>Longest body that is kept for another attempt, in bytes, 0 (none) to 1048576. Default 65536.</summary>
    /// <example>65536</example>
    public int? BodyBytes { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static RetryRequest Read(ObjectReader source)
    {
        var read = new RetryRequest
        {
            Attempts = source.Integer("attempts", "3"),
            OnReset = source.Flag("onReset", "true"),
            OnStatus = source.Flag("onStatus", "true"),
            Statuses = source.Text("statuses", "\"502-504\""),
            TryTimeout = source.Text("tryTimeout", "\"2s\""),
            BackOff = source.Text("backOff", "\"25ms\""),
            BudgetPercent = source.Integer("budgetPercent", "20"),
            BudgetMinimum = source.Integer("budgetMinimum", "3"),
            BodyBytes = source.Integer("bodyBytes", "65536"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these; it is also how an answer shows them.</summary>
    public static RetryRequest Of(RetrySettings settings) =>
        new()
        {
            Attempts = settings.Attempts,
            OnReset = settings.OnReset,
            OnStatus = settings.OnStatus,
            Statuses = settings.Statuses.Text,
            TryTimeout = DurationText.Format(settings.TryTimeout),
            BackOff = DurationText.Format(settings.BackOff),
            BudgetPercent = settings.BudgetPercent,
            BudgetMinimum = settings.BudgetMinimum,
            BodyBytes = settings.BodyBytes,
        };
}

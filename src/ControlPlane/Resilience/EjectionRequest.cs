namespace LbPlatform.ControlPlane.Resilience;

/// <summary>
/// When live traffic takes a backend out of its pool. What is absent or null is the default. A backend that cannot be
/// connected to is left out at once, whatever is set here.
/// </summary>
internal sealed record EjectionRequest
{
    /// <summary>Failed answers in a row (5xx but 501 and 505) that eject, up to 1000; 0 is off. Default 5.</summary>
    /// <example>5</example>
    public int? ConsecutiveFailures { get; init; }

    /// <summary>
    /// How long a backend may begin no answer, while others of the pool do and most of what they are asked is answered sooner,
    /// 500ms to 10m; then it is left out, and what waits there and is safe to repeat goes elsewhere. 0s is off. Default 2s.
    /// </summary>
    /// <example>2s</example>
    public string? Silence { get; init; }

    /// <summary>
    /// Whether one is ejected whose share of good answers is 1.9 standard deviations below the pool's, among 5 backends
    /// with 100 requests each in 10 s. Default false.
    /// </summary>
    /// <example>false</example>
    public bool? BySuccessRate { get; init; }

    /// <summary>Share of failed answers that ejects, in percent of at least 50 requests in 10 s; 0 (default) is off.</summary>
    /// <example>85</example>
    public int? FailurePercent { get; init; }

    /// <summary>
    /// How many times as long as the pool's median backend one may take, among 3 backends with 20 requests each in 10 s:
    /// 2 to 100; 0 (default) is off.
    /// </summary>
    /// <example>5</example>
    public int? LatencyFactor { get; init; }

    /// <summary>How long the first ejection lasts, 1s to 1d; the n-th lasts n times as long. Default 30s.</summary>
    /// <example>30s</example>
    public string? BaseTime { get; init; }

    /// <summary>The longest ejection, from baseTime to 1d. Default 5m.</summary>
    /// <example>5m</example>
    public string? LongestTime { get; init; }

    /// <summary>
    /// Most backends of the pool that may be out so at a time, in percent, 0 to 100; one may always, if another stays.
    /// Default 50.
    /// </summary>
    /// <example>50</example>
    public int? MostPercent { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static EjectionRequest Read(ObjectReader source)
    {
        var read = new EjectionRequest
        {
            ConsecutiveFailures = source.Integer("consecutiveFailures", "5"),
            Silence = source.Text("silence", "\"2s\""),
            BySuccessRate = source.Flag("bySuccessRate", "true"),
            FailurePercent = source.Integer("failurePercent", "85"),
            LatencyFactor = source.Integer("latencyFactor", "5"),
            BaseTime = source.Text("baseTime", "\"30s\""),
            LongestTime = source.Text("longestTime", "\"5m\""),
            MostPercent = source.Integer("mostPercent", "50"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these; it is also how an answer shows them.</summary>
    public static EjectionRequest Of(EjectionSettings settings) =>
        new()
        {
            ConsecutiveFailures = settings.ConsecutiveFailures,
            Silence = DurationText.Format(settings.Silence),
            BySuccessRate = settings.BySuccessRate,
            FailurePercent = settings.FailurePercent,
            LatencyFactor = settings.LatencyFactor,
            BaseTime = DurationText.Format(settings.BaseTime),
            LongestTime = DurationText.Format(settings.LongestTime),
            MostPercent = settings.MostPercent,
        };
}

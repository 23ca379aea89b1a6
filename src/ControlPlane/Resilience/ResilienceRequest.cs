namespace LbPlatform.ControlPlane.Resilience;

/// <summary>What a pool does when its backends fail. What is absent or null is the default.</summary>
internal sealed record ResilienceRequest
{
    /// <summary>When live traffic takes a backend out.</summary>
    public EjectionRequest? Ejection { get; init; }

    /// <summary>When a failed request is tried elsewhere.</summary>
    public RetryRequest? Retry { get; init; }

    /// <summary>How much is taken on at a time, and what waits.</summary>
    public CapacityRequest? Capacity { get; init; }

    /// <summary>When the pool as a whole is asked no more for a while.</summary>
    public BreakerRequest? Breaker { get; init; }

    /// <summary>
    /// Where less than this share of the enabled backends can serve, in percent, all of them take traffic whatever is known of
    /// them; 0 (default) is off, and with nobody left the answer is 503.
    /// </summary>
    /// <example>50</example>
    public int? PanicPercent { get; init; }

    /// <summary>
    /// How long a backend that returns, or joins a pool that serves, takes to grow into its share, up to 1h; 0s (default)
    /// is off.
    /// </summary>
    /// <example>30s</example>
    public string? SlowStart { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static ResilienceRequest Read(ObjectReader source)
    {
        var read = new ResilienceRequest
        {
            Ejection = source.Object(
                "ejection",
                "{\"consecutiveFailures\":5}",
                EjectionRequest.Read
            ),
            Retry = source.Object("retry", "{\"attempts\":3}", RetryRequest.Read),
            Capacity = source.Object("capacity", "{\"requests\":1000}", CapacityRequest.Read),
            Breaker = source.Object("breaker", "{\"failurePercent\":30}", BreakerRequest.Read),
            PanicPercent = source.Integer("panicPercent", "50"),
            SlowStart = source.Text("slowStart", "\"30s\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these; it is also how an answer shows them.</summary>
    public static ResilienceRequest Of(ResilienceSettings settings) =>
        new()
        {
            Ejection = EjectionRequest.Of(settings.Ejection),
            Retry = RetryRequest.Of(settings.Retry),
            Capacity = CapacityRequest.Of(settings.Capacity),
            Breaker = BreakerRequest.Of(settings.Breaker),
            PanicPercent = settings.PanicPercent,
            SlowStart = DurationText.Format(settings.SlowStart),
        };
}

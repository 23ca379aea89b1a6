namespace LbPlatform.ControlPlane.Resilience;

/// <summary>When a pool that fails as a whole is asked no more for a while. What is absent or null is the default.</summary>
internal sealed record BreakerRequest
{
    /// <summary>Share of the pool's requests that end with 500 to 599 which opens it, in percent, up to 100; 0 (default) is off.</summary>
    /// <example>30</example>
    public int? FailurePercent { get; init; }

    /// <summary>Requests within window below which a share says nothing, 1 to 1000000. Default 20.</summary>
    /// <example>20</example>
    public int? LeastRequests { get; init; }

    /// <summary>How long requests are looked back at, 1s to 10m. Default 10s.</summary>
    /// <example>10s</example>
    public string? Window { get; init; }

    /// <summary>How long all requests are answered 503 at once, 1s to 1h. Default 10s.</summary>
    /// <example>10s</example>
    public string? OpenTime { get; init; }

    /// <summary>How long it takes then until all are let through again, 0s to 1h; the share grows evenly. Default 10s.</summary>
    /// <example>10s</example>
    public string? RecoveryTime { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static BreakerRequest Read(ObjectReader source)
    {
        var read = new BreakerRequest
        {
            FailurePercent = source.Integer("failurePercent", "30"),
            LeastRequests = source.Integer("leastRequests", "20"),
            Window = source.Text("window", "\"10s\""),
            OpenTime = source.Text("openTime", "\"10s\""),
            RecoveryTime = source.Text("recoveryTime", "\"10s\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these; it is also how an answer shows them.</summary>
    public static BreakerRequest Of(BreakerSettings settings) =>
        new()
        {
            FailurePercent = settings.FailurePercent,
            LeastRequests = settings.LeastRequests,
            Window = DurationText.Format(settings.Window),
            OpenTime = DurationText.Format(settings.OpenTime),
            RecoveryTime = DurationText.Format(settings.RecoveryTime),
        };
}

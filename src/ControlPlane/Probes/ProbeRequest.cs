namespace LbPlatform.ControlPlane.Probes;

/// <summary>How something is probed. What is absent or null is inherited: backend from pool, pool from platform.</summary>
internal sealed record ProbeRequest
{
    /// <summary>Target of the GET request, with query if any.</summary>
    /// <example>/</example>
    public string? Path { get; init; }

    /// <summary>Time between two probes while the verdict stands, 100ms to 1h.</summary>
    /// <example>10s</example>
    public string? Interval { get; init; }

    /// <summary>Time between two probes while results contradict the verdict, 100ms to 1h.</summary>
    /// <example>2s</example>
    public string? FastInterval { get; init; }

    /// <summary>Time until the response head must be complete, 100ms to 1m and at most the interval.</summary>
    /// <example>2s</example>
    public string? Timeout { get; init; }

    /// <summary>Status codes that pass.</summary>
    /// <example>200-399</example>
    public string? ExpectedStatus { get; init; }

    /// <summary>Passed probes in a row that make an unhealthy backend healthy, 1 to 100.</summary>
    /// <example>2</example>
    public int? HealthyThreshold { get; init; }

    /// <summary>Failed probes in a row that make a backend unhealthy, 1 to 100.</summary>
    /// <example>3</example>
    public int? UnhealthyThreshold { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static ProbeRequest Read(ObjectReader source)
    {
        var read = new ProbeRequest
        {
            Path = source.Text("path", "\"/health\""),
            Interval = source.Text("interval", "\"10s\""),
            FastInterval = source.Text("fastInterval", "\"2s\""),
            Timeout = source.Text("timeout", "\"2s\""),
            ExpectedStatus = source.Text("expectedStatus", "\"200-399\""),
            HealthyThreshold = source.Integer("healthyThreshold", "2"),
            UnhealthyThreshold = source.Integer("unhealthyThreshold", "3"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these overrides; it is also how an answer shows them.</summary>
    public static ProbeRequest Of(ProbeOverrides probe) =>
        new()
        {
            Path = probe.Path,
            Interval = Text(probe.Interval),
            FastInterval = Text(probe.FastInterval),
            Timeout = Text(probe.Timeout),
            ExpectedStatus = probe.ExpectedStatus?.Text,
            HealthyThreshold = probe.HealthyThreshold,
            UnhealthyThreshold = probe.UnhealthyThreshold,
        };

    /// <summary>The request that would set all of these settings.</summary>
    public static ProbeRequest Of(ProbeSettings probe) =>
        new()
        {
            Path = probe.Path,
            Interval = Text(probe.Interval),
            FastInterval = Text(probe.FastInterval),
            Timeout = Text(probe.Timeout),
            ExpectedStatus = probe.ExpectedStatus.Text,
            HealthyThreshold = probe.HealthyThreshold,
            UnhealthyThreshold = probe.UnhealthyThreshold,
        };

    private static string? Text(TimeSpan? duration) =>
        duration is { } known ? DurationText.Format(known) : null;
}

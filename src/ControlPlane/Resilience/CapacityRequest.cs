namespace LbPlatform.ControlPlane.Resilience;

/// <summary>How much a pool takes on at a time, and what waits. What is absent or null is the default.</summary>
internal sealed record CapacityRequest
{
    /// <summary>Requests in flight at one backend, up to 1000000; 0 (default) is no limit. When all are full, requests wait.</summary>
    /// <example>100</example>
    public int? RequestsPerBackend { get; init; }

    /// <summary>Requests in flight at the pool, up to 1000000; 0 (default) is no limit. More are answered 503 at once.</summary>
    /// <example>1000</example>
    public int? Requests { get; init; }

    /// <summary>Requests that may wait for a backend, 0 to 1000000; more are answered 503 at once. Default 100.</summary>
    /// <example>100</example>
    public int? QueueLength { get; init; }

    /// <summary>How long one waits before it is answered 503, up to 10m. Default 5s.</summary>
    /// <example>5s</example>
    public string? QueueTimeout { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static CapacityRequest Read(ObjectReader source)
    {
        var read = new CapacityRequest
        {
            RequestsPerBackend = source.Integer("requestsPerBackend", "100"),
            Requests = source.Integer("requests", "1000"),
            QueueLength = source.Integer("queueLength", "100"),
            QueueTimeout = source.Text("queueTimeout", "\"5s\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these; it is also how an answer shows them.</summary>
    public static CapacityRequest Of(CapacitySettings settings) =>
        new()
        {
            RequestsPerBackend = settings.RequestsPerBackend,
            Requests = settings.Requests,
            QueueLength = settings.QueueLength,
            QueueTimeout = DurationText.Format(settings.QueueTimeout),
        };
}

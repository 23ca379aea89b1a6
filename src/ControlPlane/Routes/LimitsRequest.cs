namespace LbPlatform.ControlPlane.Routes;

/// <summary>What one request of a route, and all of them together, may take. What is absent or null is no limit.</summary>
internal sealed record LimitsRequest
{
    /// <summary>Longest request body, in bytes; longer ones are answered 413.</summary>
    /// <example>10485760</example>
    public long? MaxBodyBytes { get; init; }

    /// <summary>How many requests may come in a time, at most 8 limits; a request must pass each of them.</summary>
    public IReadOnlyList<RateLimitRequest>? RateLimits { get; init; }

    /// <summary>Requests in flight at a time, 1 to 1000000; further ones are answered 503.</summary>
    /// <example>500</example>
    public int? MaxRequestsInFlight { get; init; }

    /// <summary>Requests in flight at a time from one client, 1 to 1000000; further ones are answered 429.</summary>
    /// <example>20</example>
    public int? MaxRequestsInFlightPerClient { get; init; }

    /// <summary>The networks that clients must come from, in CIDR notation separated by commas; others are answered 403.</summary>
    /// <example>10.0.0.0/8,2001:db8::/32</example>
    public string? Allow { get; init; }

    /// <summary>Networks whose clients are answered 403, also where allow names them.</summary>
    /// <example>192.0.2.0/24</example>
    public string? Deny { get; init; }

    /// <summary>Lowest average rate of a request's body, 0 (any) to 1000000; slower ones are answered 408.</summary>
    /// <example>100</example>
    public int? MinRequestBytesPerSecond { get; init; }

    /// <summary>Lowest rate at which a waiting response is taken, 0 (any) to 1000000; slower clients are broken off.</summary>
    /// <example>100</example>
    public int? MinResponseBytesPerSecond { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static LimitsRequest Read(ObjectReader source)
    {
        var read = new LimitsRequest
        {
            MaxBodyBytes = source.Long("maxBodyBytes", "10485760"),
            RateLimits = source
                .Objects("rateLimits", "[{\"requests\":100,\"period\":\"1s\"}]")
                ?.ConvertAll(RateLimitRequest.Read),
            MaxRequestsInFlight = source.Integer("maxRequestsInFlight", "500"),
            MaxRequestsInFlightPerClient = source.Integer("maxRequestsInFlightPerClient", "20"),
            Allow = source.Text("allow", "\"10.0.0.0/8\""),
            Deny = source.Text("deny", "\"192.0.2.0/24\""),
            MinRequestBytesPerSecond = source.Integer("minRequestBytesPerSecond", "100"),
            MinResponseBytesPerSecond = source.Integer("minResponseBytesPerSecond", "100"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these limits; it is also how an answer shows them.</summary>
    public static LimitsRequest Of(RouteLimits limits) =>
        new()
        {
            MaxBodyBytes = limits.MaxBodyBytes,
            RateLimits = limits.RateLimits.IsDefaultOrEmpty
                ? null
                : [.. limits.RateLimits.Select(RateLimitRequest.Of)],
            MaxRequestsInFlight = limits.MaxRequestsInFlight,
            MaxRequestsInFlightPerClient = limits.MaxRequestsInFlightPerClient,
            Allow = limits.Allow?.Text,
            Deny = limits.Deny?.Text,
            MinRequestBytesPerSecond = limits.MinRequestBytesPerSecond,
            MinResponseBytesPerSecond = limits.MinResponseBytesPerSecond,
        };
}

namespace LbPlatform.ControlPlane.Routes;

/// <summary>How many requests may come in a time; more are answered 429.</summary>
internal sealed record RateLimitRequest
{
    /// <summary>Requests that may come in a period, 1 to 1000000.</summary>
    /// <example>100</example>
    public int? Requests { get; init; }

    /// <summary>The period, 1s to 1d. Default 1s.</summary>
    /// <example>1s</example>
    public string? Period { get; init; }

    /// <summary>How it counts: tokenBucket (default), fixedWindow or slidingWindow.</summary>
    /// <example>tokenBucket</example>
    public string? Algorithm { get; init; }

    /// <summary>Size of the token bucket, 1 to 1000000. Default as many as requests.</summary>
    /// <example>200</example>
    public int? Burst { get; init; }

    /// <summary>Whose requests are counted together: client (default; IPv6 by /64), header or route.</summary>
    /// <example>client</example>
    public string? By { get; init; }

    /// <summary>The header field, where it counts by header.</summary>
    /// <example>X-Api-Key</example>
    public string? Header { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static RateLimitRequest Read(ObjectReader source)
    {
        var read = new RateLimitRequest
        {
            Requests = source.Integer("requests", "100"),
            Period = source.Text("period", "\"1s\""),
            Algorithm = source.Text("algorithm", "\"tokenBucket\""),
            Burst = source.Integer("burst", "200"),
            By = source.Text("by", "\"client\""),
            Header = source.Text("header", "\"X-Api-Key\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set this limit; it is also how an answer shows it.</summary>
    public static RateLimitRequest Of(RateLimit limit) =>
        new()
        {
            Requests = limit.Requests,
            Period = DurationText.Format(limit.Period),
            Algorithm = EnumWords.Of(limit.Algorithm),
            Burst = limit.Burst,
            By = EnumWords.Of(limit.By),
            Header = limit.Header,
        };
}

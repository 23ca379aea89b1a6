namespace LbPlatform.State.Store.Traffic;

/// <summary>The views of traffic.db that people query: their columns are a promise, see db/README.md.</summary>
internal static class TrafficViews
{
    /// <summary>Statements that create the views, for the migration.</summary>
    public static readonly string[] Create =
    [
        View("traffic_minutes", TrafficResolution.Minute),
        View("traffic_hours", TrafficResolution.Hour),
    ];

    /// <summary>Statements that drop them again.</summary>
    public static readonly string[] Drop = ["DROP VIEW traffic_hours", "DROP VIEW traffic_minutes"];

    private static string View(string name, TrafficResolution resolution) =>
        $"""
            CREATE VIEW {name} AS
            SELECT strftime('%Y-%m-%dT%H:%M:%SZ', r.bucket_start / 1000, 'unixepoch') AS at,
                   b.name AS backend,
                   b.pool AS pool,
                   r.answers_1xx + r.answers_2xx + r.answers_3xx + r.answers_4xx + r.answers_5xx
                     + r.refused + r.timeout + r.dns + r.tls + r.reset + r.protocol + r.error + r.cancelled AS requests,
                   r.answers_5xx
                     + r.refused + r.timeout + r.dns + r.tls + r.reset + r.protocol + r.error AS errors,
                   r.answers_1xx AS answers_1xx,
                   r.answers_2xx AS answers_2xx,
                   r.answers_3xx AS answers_3xx,
                   r.answers_4xx AS answers_4xx,
                   r.answers_5xx AS answers_5xx,
                   r.refused AS refused,
                   r.timeout AS timeout,
                   r.dns AS dns,
                   r.tls AS tls,
                   r.reset AS reset,
                   r.protocol AS protocol,
                   r.error AS error,
                   r.cancelled AS cancelled,
                   r.retries AS retries,
                   r.ejected_unreachable + r.ejected_outlier AS ejections,
                   r.latency_p50_us / 1000.0 AS latency_p50_ms,
                   r.latency_p95_us / 1000.0 AS latency_p95_ms,
                   r.latency_p99_us / 1000.0 AS latency_p99_ms
            FROM traffic_rollups r JOIN traffic_backends b ON b.key = r.backend_key
            WHERE r.resolution = {(int)resolution}
            """;
}

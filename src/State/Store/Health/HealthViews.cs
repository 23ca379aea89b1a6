namespace LbPlatform.State.Store.Health;

/// <summary>The views of health.db that people query: their columns are a promise, see db/README.md.</summary>
internal static class HealthViews
{
    /// <summary>
    /// An instant as people read it. Of whole numbers only, so that every version of SQLite computes the same text:
    /// an index holds it.
    /// </summary>
    public static string TextOf(string instant) =>
        $"strftime('%Y-%m-%dT%H:%M:%S', {instant} / 1000, 'unixepoch') || printf('.%03dZ', {instant} % 1000)";

    /// <summary>Creates the index by which <c>health_history</c> is sorted and old probes are found.</summary>
    public static readonly string CreateHistoryIndex =
        $"CREATE INDEX IX_probes_checked_at_text ON probes ({TextOf("checked_at")})";

    /// <summary>Creates the view of every probe, whose times are those of the index.</summary>
    public static readonly string CreateHistory = $"""
        CREATE VIEW health_history AS
        SELECT {TextOf("p.checked_at")} AS checked_at,
               b.name AS backend,
               b.pool AS pool,
               p.outcome AS outcome,
               p.status_code AS status_code,
               p.latency_us / 1000.0 AS latency_ms,
               p.detail AS detail
        FROM probes p JOIN probed_backends b ON b.key = p.backend_key
        """;

    /// <summary>Statements that create the views, for the migration.</summary>
    public static readonly string[] Create =
    [
        CreateHistory,
        """
            CREATE VIEW health_transitions AS
            SELECT strftime('%Y-%m-%dT%H:%M:%fZ', t.at / 1000.0, 'unixepoch') AS at,
                   b.name AS backend,
                   b.pool AS pool,
                   t.from_status AS from_status,
                   t.to_status AS to_status,
                   t.outcome AS outcome,
                   t.status_code AS status_code,
                   t.latency_us / 1000.0 AS latency_ms,
                   t.detail AS detail
            FROM transitions t JOIN probed_backends b ON b.key = t.backend_key
            """,
        """
            CREATE VIEW health_now AS
            SELECT b.name AS backend,
                   b.pool AS pool,
                   b.url AS url,
                   h.status AS status,
                   strftime('%Y-%m-%dT%H:%M:%fZ', h.since / 1000.0, 'unixepoch') AS since,
                   strftime('%Y-%m-%dT%H:%M:%fZ', h.checked_at / 1000.0, 'unixepoch') AS checked_at,
                   h.outcome AS outcome,
                   h.status_code AS status_code,
                   h.latency_us / 1000.0 AS latency_ms,
                   h.detail AS detail
            FROM backend_health h JOIN probed_backends b ON b.key = h.backend_key
            WHERE b.removed_at IS NULL
            """,
        """
            CREATE VIEW uptime AS
            SELECT strftime('%Y-%m-%d', r.bucket_start / 1000, 'unixepoch') AS day,
                   b.name AS backend,
                   b.pool AS pool,
                   r.checks AS checks,
                   r.passed AS passed,
                   round(100.0 * r.passed / r.checks, 3) AS uptime_percent,
                   round(r.latency_sum_us / 1000.0 / r.checks, 3) AS latency_mean_ms,
                   r.latency_max_us / 1000.0 AS latency_max_ms
            FROM probe_rollups r JOIN probed_backends b ON b.key = r.backend_key
            WHERE r.resolution = 86400
            """,
    ];

    /// <summary>Statements that drop them again.</summary>
    public static readonly string[] Drop =
    [
        "DROP VIEW uptime",
        "DROP VIEW health_now",
        "DROP VIEW health_transitions",
        "DROP VIEW health_history",
    ];
}

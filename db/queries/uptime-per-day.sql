-- How reliable was each backend, day by day (UTC)? Probes for which the poller itself was at fault do not count.
.headers on
.mode column
SELECT day,
       backend,
       pool,
       checks,
       checks - passed AS failed,
       uptime_percent,
       latency_mean_ms,
       latency_max_ms
FROM uptime
ORDER BY day DESC, pool, backend;

-- Which backend had most errors yesterday (UTC)? For traffic.db: sqlite3 db/traffic.db < db/queries/traffic-errors-yesterday.sql
.headers on
.mode column
SELECT backend,
       pool,
       sum(errors) AS errors,
       sum(requests) AS requests,
       round(100.0 * sum(errors) / sum(requests), 3) AS error_percent,
       sum(answers_5xx) AS answers_5xx,
       sum(refused + timeout + dns + tls + reset + protocol + error) AS failed,
       sum(retries) AS retries,
       sum(ejections) AS ejections,
       max(latency_p99_ms) AS worst_p99_ms
FROM traffic_hours
WHERE at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', 'start of day', '-1 day')
  AND at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now', 'start of day')
GROUP BY backend, pool
ORDER BY errors DESC, backend;

-- Which probes took longest in the last 24 hours?
.headers on
.mode column
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', p.checked_at / 1000.0, 'unixepoch') AS checked_at,
       b.name AS backend,
       b.pool AS pool,
       p.latency_us / 1000.0 AS latency_ms,
       p.outcome AS outcome,
       p.status_code AS status_code,
       p.detail AS detail
FROM probes p
JOIN probed_backends b ON b.key = p.backend_key
WHERE p.checked_at >= CAST(strftime('%s', 'now', '-1 day') AS INTEGER) * 1000
ORDER BY p.latency_us DESC
LIMIT 20;

-- Which probes took longest in the last 24 hours?
.headers on
.mode column
SELECT checked_at, backend, pool, latency_ms, outcome, status_code, detail
FROM health_history
WHERE checked_at >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 day')
ORDER BY latency_ms DESC
LIMIT 20;

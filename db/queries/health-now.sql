-- How is each backend now? The sick ones first.
.headers on
.mode column
SELECT backend,
       pool,
       status,
       since,
       checked_at,
       outcome,
       status_code,
       latency_ms,
       detail
FROM health_now
ORDER BY CASE status WHEN 'unhealthy' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END, pool, backend;

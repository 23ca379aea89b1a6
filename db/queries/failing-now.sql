-- Which backends fail right now, decided or not? in_a_row counts the results that contradict the verdict:
-- failures of a healthy backend on its way down, good answers of an unhealthy one on its way up.
.headers on
.mode column
SELECT b.name AS backend,
       b.pool AS pool,
       h.status AS status,
       h.contradictions AS in_a_row,
       h.outcome AS outcome,
       h.status_code AS status_code,
       h.detail AS detail,
       strftime('%Y-%m-%dT%H:%M:%fZ', h.checked_at / 1000.0, 'unixepoch') AS checked_at
FROM backend_health h
JOIN probed_backends b ON b.key = h.backend_key
WHERE h.status = 'unhealthy' OR h.outcome NOT IN ('ok', 'slow')
ORDER BY h.status DESC, b.pool, b.name;

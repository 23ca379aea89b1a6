-- What flipped last, and why? Newest first.
.headers on
.mode column
SELECT at, backend, pool, from_status, to_status, outcome, status_code, detail
FROM health_transitions
ORDER BY at DESC
LIMIT 50;

-- Which backend was down when, for how long, and why? Newest first. An outage without an end goes on.
-- An outage also ends where the verdict was taken back (the backend was removed, disabled or given another URL):
-- ended_as is then unknown.
.headers on
.mode column
WITH flips AS (
    SELECT backend_key,
           at,
           to_status,
           outcome,
           detail,
           lead(at) OVER backend AS ended_at,
           lead(to_status) OVER backend AS ended_as
    FROM transitions
    WINDOW backend AS (PARTITION BY backend_key ORDER BY id)
),
outages AS (
    SELECT *,
           coalesce(ended_at, CAST(strftime('%s', 'now') AS INTEGER) * 1000) / 1000 - at / 1000 AS seconds
    FROM flips
    WHERE to_status = 'unhealthy'
)
SELECT b.name AS backend,
       b.pool AS pool,
       strftime('%Y-%m-%dT%H:%M:%fZ', o.at / 1000.0, 'unixepoch') AS down_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', o.ended_at / 1000.0, 'unixepoch') AS ended_at,
       o.ended_as AS ended_as,
       printf('%d:%02d:%02d', o.seconds / 3600, o.seconds / 60 % 60, o.seconds % 60) AS down_for,
       o.outcome AS outcome,
       o.detail AS detail
FROM outages o
JOIN probed_backends b ON b.key = o.backend_key
ORDER BY o.at DESC;

SELECT
    count() AS total,
    min(start_time) AS first,
    max(start_time) AS last
FROM spans
WHERE
-- include: TraceFilter.sql

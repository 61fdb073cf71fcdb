SELECT
    toInt64(sum(sign)) AS total,
    min(start_time) AS first,
    max(start_time) AS last
FROM traces
WHERE
-- include: TraceFilter.sql

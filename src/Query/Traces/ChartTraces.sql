SELECT
    toStartOfInterval(start_time, toIntervalSecond({bucket_seconds:UInt32})) AS start,
    count() AS calls,
    countIf(status != 'success') AS failures,
    sum(total_cost_usd) AS cost_usd,
    quantileTDigest(0.5)(latency_ms) AS latency_p50_ms,
    quantileTDigest(0.95)(latency_ms) AS latency_p95_ms
FROM spans
WHERE
-- include: TraceFilter.sql
GROUP BY start
ORDER BY start
LIMIT 1000

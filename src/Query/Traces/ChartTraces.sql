SELECT
    start,
    sum(net) AS calls,
    sumIf(net, status != 'success') AS failures,
    sum(total_cost_usd * net) AS cost_usd,
    quantileTDigest(0.5)(latency_ms) AS latency_p50_ms,
    quantileTDigest(0.95)(latency_ms) AS latency_p95_ms
FROM
(
    SELECT
        toStartOfInterval(start_time, toIntervalSecond({bucket_seconds:UInt32})) AS start,
        status,
        total_cost_usd,
        latency_ms,
        sum(sign) AS net
    FROM traces
    WHERE
-- include: TraceFilter.sql
    GROUP BY start_time, trace_id, status, total_cost_usd, latency_ms
    HAVING net > 0
)
GROUP BY start
ORDER BY start
LIMIT 1000

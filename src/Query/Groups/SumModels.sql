SELECT
    toString(call.1) AS key,
    toString(call.2) AS run_by,
    toInt64(sum(sign)) AS traces,
    toInt64(sum(toInt64(call.7) * sign)) AS failures,
    toInt64(sum(toInt64(call.3) * sign)) AS observations,
    sum(toInt64(call.4) * sign) AS tokens_in,
    sum(toInt64(call.5) * sign) AS tokens_out,
    sum(call.6 * sign) AS cost_usd,
    toInt64(sum(toInt64(call.8) * sign)) AS unpriced,
    min(start_time) AS first_start,
    max(start_time) AS last_start,
    toInt64(uniqExactIf(traces.user_id, traces.user_id != '')) AS users,
    toInt64(uniqExactIf(traces.session_id, traces.session_id != '')) AS sessions,
    max(traces.user_id) AS any_user,
    toInt64(count() OVER ()) AS total
FROM traces
ARRAY JOIN model_calls AS call
WHERE
-- include: Traces/TraceFilter.sql
    AND (trace_id, start_time, traces.user_id, traces.session_id) NOT IN (
        -- Rows that were taken back and not yet merged away: their sums are nothing, and when and whose they were must not show.
        SELECT trace_id, start_time, user_id, session_id
        FROM traces
        WHERE project = {project:String}
            AND trace_id IN (SELECT trace_id FROM traces WHERE project = {project:String} AND start_time >= {since:DateTime64(6, 'UTC')} AND start_time < {until:DateTime64(6, 'UTC')} AND sign = -1)
        GROUP BY trace_id, start_time, user_id, session_id
        HAVING sum(sign) = 0
    )
GROUP BY key, run_by
HAVING traces > 0 AND key != ''
ORDER BY last_start DESC, key
LIMIT {limit:UInt32} OFFSET {offset:UInt64}

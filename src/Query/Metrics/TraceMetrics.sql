SELECT
    /* columns */ count() AS rows
FROM
(
    SELECT
        trace_id, start_time, latency_ms, name, level, observation_count, error_count, input_tokens, output_tokens, input_cost_usd, output_cost_usd, total_cost_usd, user_id,
        session_id, tags, environment, release, version
    FROM traces
    WHERE project = {project:String}
        AND start_time >= {since:DateTime64(6, 'UTC')}
        AND start_time < {until:DateTime64(6, 'UTC')}
    GROUP BY ALL
    HAVING sum(sign) > 0
)
WHERE true
    /* conditions */
/* groups */
LIMIT {limit:UInt32}

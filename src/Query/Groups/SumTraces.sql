SELECT
    toString(/* key */ session_id) AS key,
    '' AS run_by,
    toInt64(sum(sign)) AS traces,
    toInt64(sumIf(sign, status != 'success')) AS failures,
    toInt64(sum(toInt64(traces.observation_count) * sign)) AS observations,
    sum(toInt64(traces.input_tokens) * sign) AS tokens_in,
    sum(toInt64(traces.output_tokens) * sign) AS tokens_out,
    sum(traces.total_cost_usd * sign) AS cost_usd,
    toInt64(sum(toInt64(traces.unpriced_count) * sign)) AS unpriced,
    min(start_time) AS first_start,
    max(start_time) AS last_start,
    toInt64(uniqExactIf(traces.user_id, traces.user_id != '')) AS users,
    toInt64(uniqExactIf(traces.session_id, traces.session_id != '')) AS sessions,
    max(traces.user_id) AS any_user,
    max(traces.environment) AS any_environment,
    toInt64(count() OVER ()) AS total
FROM traces
WHERE
-- include: Traces/TraceFilter.sql
-- include: LiveRowsFilter.sql
GROUP BY key
HAVING traces > 0 AND key != ''
ORDER BY last_start DESC, key
LIMIT {limit:UInt32} OFFSET {offset:UInt64}

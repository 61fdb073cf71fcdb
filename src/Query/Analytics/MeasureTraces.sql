SELECT
    toString(/* key */ '') AS key,
    toInt64(sum(net)) AS traces,
    toInt64(sumIf(net, status != 'success')) AS failures,
    toInt64(sumIf(net, is_stream)) AS streams,
    toInt64(sum(ifNull(input_tokens, 0) * net)) AS tokens_in,
    toInt64(sum(ifNull(output_tokens, 0) * net)) AS tokens_out,
    toFloat64(sum(ifNull(total_cost_usd, 0) * net)) AS cost_usd,
    avg(latency_ms) AS latency_avg_ms,
    arrayMap(value -> ifNotFinite(value, 0), quantilesTDigest(0.5, 0.9, 0.95, 0.99)(latency_ms)) AS latency_q,
    ifNotFinite(stddevPop(latency_ms), 0) AS latency_std_ms,
    ifNull(ifNotFinite(avg(ttft_ms), 0), 0) AS ttft_avg_ms,
    arrayMap(value -> ifNotFinite(ifNull(value, 0), 0), quantilesTDigest(0.5, 0.9, 0.95, 0.99)(ifNull(ttft_ms, nan))) AS ttft_q,
    ifNull(ifNotFinite(stddevPop(ttft_ms), 0), 0) AS ttft_std_ms,
    arrayMap(value -> ifNotFinite(value, 0), quantilesTDigest(0.5, 0.9, 0.95, 0.99)(toFloat64(ifNull(input_tokens, 0)))) AS input_tokens_q,
    ifNotFinite(stddevPop(toFloat64(ifNull(input_tokens, 0))), 0) AS input_tokens_std,
    arrayMap(value -> ifNotFinite(value, 0), quantilesTDigest(0.5, 0.9, 0.95, 0.99)(toFloat64(ifNull(output_tokens, 0)))) AS output_tokens_q,
    ifNotFinite(stddevPop(toFloat64(ifNull(output_tokens, 0))), 0) AS output_tokens_std,
    arrayMap(value -> ifNotFinite(value, 0), quantilesTDigest(0.5, 0.9, 0.95, 0.99)(toFloat64(ifNull(total_cost_usd, 0)))) AS cost_q,
    ifNotFinite(stddevPop(toFloat64(ifNull(total_cost_usd, 0))), 0) AS cost_std
FROM
(
    SELECT start_time, model, provider, status, is_stream, input_tokens, output_tokens, total_cost_usd, latency_ms, ttft_ms, sum(sign) AS net
    FROM traces
    WHERE
-- include: Traces/TraceFilter.sql
    GROUP BY start_time, trace_id, model, provider, status, is_stream, input_tokens, output_tokens, total_cost_usd, latency_ms, ttft_ms
    HAVING net > 0
)
GROUP BY key
ORDER BY key
LIMIT {limit:UInt32}

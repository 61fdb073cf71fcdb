WITH (
    SELECT if(count() = 0, (toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), toDateTime64('2299-12-31 00:00:00', 6, 'UTC')), (min(first_start), max(last_start)))
    FROM trace_times
    WHERE project = {project:String} AND trace_id = {trace_id:String}
) AS times
SELECT
    span_id,
    parent_span_id,
    kind,
    name,
    source,
    start_time,
    latency_ms,
    ttft_ms,
    status,
    level,
    error_type,
    error_message,
    model,
    provider,
    input_tokens,
    output_tokens,
    total_cost_usd,
    input_preview,
    output_preview
FROM spans
WHERE project = {project:String} AND trace_id = {trace_id:String} AND start_time >= times.1 AND start_time <= times.2
ORDER BY start_time, span_id
LIMIT {limit:UInt32}

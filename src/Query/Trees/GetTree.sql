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
PREWHERE project = {project:String} AND trace_id = {trace_id:String} AND start_time >= {first:DateTime64(6, 'UTC')} AND start_time <= {last:DateTime64(6, 'UTC')}
ORDER BY start_time, span_id
LIMIT {limit:UInt32}

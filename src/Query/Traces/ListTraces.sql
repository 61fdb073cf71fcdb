SELECT
    if(parent_span_id = '', trace_id, concat(trace_id, '-', span_id)) AS request_id,
    model,
    provider,
    input_tokens,
    output_tokens,
    total_cost_usd,
    latency_ms,
    ttft_ms,
    status,
    start_time,
    error_type,
    is_stream,
    input_preview,
    output_preview
FROM spans
WHERE
-- include: TraceFilter.sql
ORDER BY start_time DESC, span_id DESC
LIMIT {limit:UInt32} OFFSET {offset:UInt64}
SETTINGS use_top_k_dynamic_filtering = 0

-- What traces need to know of their spans, for traces that memory does not hold.
SELECT trace_id, span_id, parent_span_id, kind, name, source, toUnixTimestamp64Micro(start_time) AS start, latency_ms, ttft_ms, status, error_type, level, model, provider,
    ifNull(routing_alias, '') AS routing_alias, is_stream, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens, input_cost_usd, output_cost_usd, total_cost_usd,
    user_id, session_id, tags, environment, release, version, trace_name, service_name, content_kept,
    if(parent_span_id = '' OR kind = 'generation', input_preview, '') AS input_preview,
    if(parent_span_id = '' OR kind = 'generation', output_preview, '') AS output_preview
FROM spans
WHERE project = {project:String}
    AND start_time >= {first_start:DateTime64(6, 'UTC')}
    AND start_time <= {last_start:DateTime64(6, 'UTC')}
    AND trace_id IN {trace_ids:Array(String)}
ORDER BY spans.start_time, span_id
LIMIT {limit:UInt32} BY trace_id

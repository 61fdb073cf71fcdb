SELECT
    trace_id,
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
    cached_input_tokens,
    reasoning_tokens,
    input_cost_usd,
    output_cost_usd,
    total_cost_usd,
    user_id,
    session_id,
    tags,
    environment,
    release,
    version,
    trace_name,
    scope,
    service_name,
    prompt_name,
    prompt_version,
    input_preview,
    output_preview
FROM spans
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time < {until:DateTime64(6, 'UTC')}
    AND NOT (kind = 'event' AND startsWith(name, 'gen_ai.'))
    /* conditions */
ORDER BY start_time DESC, span_id DESC
LIMIT {limit:UInt32}
SETTINGS use_top_k_dynamic_filtering = 0

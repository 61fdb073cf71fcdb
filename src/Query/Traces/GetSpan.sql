WITH (
    SELECT if(count() = 0, (toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), toDateTime64('2299-12-31 00:00:00', 6, 'UTC')), (min(first_start), max(last_start)))
    FROM trace_times
    WHERE project = {project:String} AND trace_id = {trace_id:String}
) AS times
SELECT
    project,
    if(parent_span_id = '', trace_id, concat(trace_id, '-', span_id)) AS request_id,
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
    error_type,
    error_message,
    http_status,
    model_asked,
    model,
    provider,
    routing_alias,
    cluster_id,
    is_stream,
    finish_reason,
    input_tokens,
    output_tokens,
    cached_input_tokens,
    reasoning_tokens,
    input_cost_usd,
    output_cost_usd,
    total_cost_usd,
    price_version,
    user_id,
    session_id,
    tags,
    content_kept,
    usage_details,
    is_cached,
    key_id,
    level,
    environment,
    release,
    version,
    trace_name,
    scope,
    service_name,
    prompt_name,
    prompt_version
FROM spans
WHERE project = {project:String}
    AND trace_id = {trace_id:String}
    AND start_time >= times.1
    AND start_time <= times.2
    AND ({span_id:String} = '' OR span_id = {span_id:String})
ORDER BY kind = 'event' AND startsWith(name, 'gen_ai.'), parent_span_id != '', start_time, span_id
LIMIT 1

SELECT
    spans.project AS project,
    if(parent_span_id = '', spans.trace_id, concat(spans.trace_id, '-', spans.span_id)) AS request_id,
    spans.trace_id AS trace_id,
    spans.span_id AS span_id,
    kind,
    name,
    source,
    spans.start_time AS start_time,
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
    input_text,
    output_text,
    input_messages,
    output_messages,
    parameters,
    metadata,
    usage_details,
    is_cached,
    key_id,
    attempts
FROM
(
    SELECT *
    FROM spans
    WHERE project = {project:String} AND trace_id = {trace_id:String} AND ({span_id:String} = '' OR span_id = {span_id:String})
    ORDER BY start_time, span_id
    LIMIT 1
) AS spans
LEFT JOIN
(
    SELECT *
    FROM span_payloads
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND (toStartOfHour(start_time), start_time) IN (
            SELECT toStartOfHour(start_time), start_time
            FROM spans
            WHERE project = {project:String} AND trace_id = {trace_id:String} AND ({span_id:String} = '' OR span_id = {span_id:String})
        )
) AS payloads ON payloads.span_id = spans.span_id
LIMIT 1

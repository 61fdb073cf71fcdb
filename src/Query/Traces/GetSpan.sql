WITH (
    SELECT if(count() = 0, (toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), toDateTime64('2299-12-31 00:00:00', 6, 'UTC')), (min(first_start), max(last_start)))
    FROM trace_times
    WHERE project = {project:String} AND trace_id = {trace_id:String}
) AS times,
payloads AS
(
    SELECT *
    FROM span_payloads
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND (toStartOfHour(start_time), start_time, span_id) IN (
            SELECT toStartOfHour(start_time), start_time, span_id
            FROM spans
            WHERE project = {project:String}
                AND trace_id = {trace_id:String}
                AND start_time >= times.1
                AND start_time <= times.2
                AND ({span_id:String} = '' OR span_id = {span_id:String})
            ORDER BY kind = 'event' AND startsWith(name, 'gen_ai.'), parent_span_id != '', start_time, span_id
            LIMIT 1
        )
),
(
    SELECT mapFromArrays(groupArray(hash), groupArray(content))
    FROM
    (
        SELECT hash, any(content) AS content
        FROM messages
        WHERE project = {project:String} AND hash IN (SELECT arrayJoin(arrayConcat(input_hashes, output_hashes)) FROM payloads)
        GROUP BY hash
    )
) AS contents
SELECT
    spans.project AS project,
    if(parent_span_id = '', spans.trace_id, concat(spans.trace_id, '-', spans.span_id)) AS request_id,
    spans.trace_id AS trace_id,
    spans.span_id AS span_id,
    parent_span_id,
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
    if(empty(payloads.input_hashes), payloads.input_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.input_hashes), ','), ']')) AS input_messages,
    if(empty(payloads.output_hashes), payloads.output_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.output_hashes), ','), ']')) AS output_messages,
    parameters,
    metadata,
    usage_details,
    is_cached,
    key_id,
    attempts,
    level,
    environment,
    release,
    version,
    trace_name,
    scope,
    service_name,
    prompt_name,
    prompt_version,
    attributes,
    events
FROM
(
    SELECT *
    FROM spans
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND start_time >= times.1
        AND start_time <= times.2
        AND ({span_id:String} = '' OR span_id = {span_id:String})
    ORDER BY kind = 'event' AND startsWith(name, 'gen_ai.'), parent_span_id != '', start_time, span_id
    LIMIT 1
) AS spans
LEFT JOIN payloads ON payloads.span_id = spans.span_id
LIMIT 1

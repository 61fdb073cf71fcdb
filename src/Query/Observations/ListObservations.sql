WITH found AS
(
    SELECT *
    FROM spans
    WHERE project = {project:String}
        AND start_time >= {since:DateTime64(6, 'UTC')}
        AND start_time < {until:DateTime64(6, 'UTC')}
        AND NOT (kind = 'event' AND startsWith(name, 'gen_ai.'))
        /* conditions */
    ORDER BY start_time DESC, span_id DESC, trace_id DESC
    LIMIT {limit:UInt32} OFFSET {offset:UInt64}
),
said AS
(
    SELECT *
    FROM span_payloads
    WHERE project = {project:String}
        AND (toStartOfHour(start_time), xxHash32(trace_id), start_time) IN (SELECT toStartOfHour(start_time), xxHash32(trace_id), start_time FROM found)
        AND (trace_id, span_id) IN (SELECT trace_id, span_id FROM found)
),
(
    SELECT mapFromArrays(groupArray(hash), groupArray(content))
    FROM
    (
        SELECT hash, any(content) AS content
        FROM messages
        WHERE project = {project:String} AND hash IN (SELECT arrayJoin(arrayConcat(input_hashes, output_hashes)) FROM said)
        GROUP BY hash
    )
) AS contents
SELECT
    found.project AS project,
    found.trace_id AS request_id,
    found.trace_id AS trace_id,
    found.span_id AS span_id,
    parent_span_id,
    kind,
    name,
    source,
    found.start_time AS start_time,
    latency_ms,
    ttft_ms,
    status,
    error_type,
    error_message,
    model_asked,
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
    content_kept,
    input_text,
    output_text,
    if(empty(said.input_hashes), said.input_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], said.input_hashes), ','), ']')) AS input_messages,
    if(empty(said.output_hashes), said.output_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], said.output_hashes), ','), ']')) AS output_messages,
    parameters,
    metadata,
    usage_details,
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
FROM found
LEFT ANY JOIN said ON said.trace_id = found.trace_id AND said.span_id = found.span_id AND said.start_time = found.start_time
ORDER BY found.start_time DESC, found.span_id DESC, found.trace_id DESC

WITH (
    SELECT if(count() = 0, (toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), toDateTime64('2299-12-31 00:00:00', 6, 'UTC')), (min(first_start), max(last_start)))
    FROM trace_times
    WHERE project = {project:String} AND trace_id = {trace_id:String}
) AS times,
payloads AS
(
    SELECT span_id, start_time, input_text, output_text, input_messages, output_messages, input_hashes, output_hashes, parameters
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
                AND (span_id IN {span_ids:Array(String)} OR (kind = 'event' AND startsWith(name, 'gen_ai.') AND parent_span_id IN {span_ids:Array(String)}))
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
    spans.span_id AS span_id,
    log_of,
    toUnixTimestamp64Micro(spans.start_time) AS time,
    content_kept,
    input_text,
    output_text,
    if(empty(payloads.input_hashes), payloads.input_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.input_hashes), ','), ']')) AS input_messages,
    if(empty(payloads.output_hashes), payloads.output_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.output_hashes), ','), ']')) AS output_messages,
    parameters
FROM
(
    SELECT span_id, start_time, content_kept, if(kind = 'event' AND startsWith(name, 'gen_ai.') AND parent_span_id IN {span_ids:Array(String)}, parent_span_id, '') AS log_of
    FROM spans
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND start_time >= times.1
        AND start_time <= times.2
        AND (span_id IN {span_ids:Array(String)} OR log_of != '')
) AS spans
LEFT JOIN payloads ON payloads.span_id = spans.span_id AND payloads.start_time = spans.start_time
ORDER BY spans.start_time, spans.span_id
LIMIT 10000

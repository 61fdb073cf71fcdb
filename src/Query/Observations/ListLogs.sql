-- What logs have told of the spans of some traces.
WITH logs AS
(
    SELECT trace_id, span_id, parent_span_id, start_time
    FROM spans
    WHERE project = {project:String}
        AND trace_id IN {trace_ids:Array(String)}
        AND start_time >= (SELECT if(count() = 0, toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), min(first_start)) FROM trace_times WHERE project = {project:String} AND trace_id IN {trace_ids:Array(String)})
        AND start_time <= (SELECT if(count() = 0, toDateTime64('2299-12-31 00:00:00', 6, 'UTC'), max(last_start)) FROM trace_times WHERE project = {project:String} AND trace_id IN {trace_ids:Array(String)})
        AND kind = 'event'
        AND startsWith(name, 'gen_ai.')
        AND parent_span_id != ''
    ORDER BY start_time, span_id
    LIMIT 10000
),
payloads AS
(
    SELECT *
    FROM span_payloads
    WHERE project = {project:String}
        AND (toStartOfHour(start_time), xxHash32(trace_id), start_time) IN (SELECT toStartOfHour(start_time), xxHash32(trace_id), start_time FROM logs)
        AND (trace_id, span_id) IN (SELECT trace_id, span_id FROM logs)
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
    logs.trace_id AS trace_id,
    logs.parent_span_id AS span_id,
    toUnixTimestamp64Micro(logs.start_time) AS time,
    input_text,
    output_text,
    if(empty(payloads.input_hashes), payloads.input_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.input_hashes), ','), ']')) AS input_messages,
    if(empty(payloads.output_hashes), payloads.output_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.output_hashes), ','), ']')) AS output_messages
FROM logs
INNER JOIN payloads ON payloads.trace_id = logs.trace_id AND payloads.span_id = logs.span_id AND payloads.start_time = logs.start_time
ORDER BY logs.start_time, logs.span_id

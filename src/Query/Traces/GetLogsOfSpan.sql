WITH payloads AS
(
    SELECT *
    FROM span_payloads
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND (toStartOfHour(start_time), start_time, span_id) IN (
            SELECT toStartOfHour(start_time), start_time, span_id
            FROM spans
            WHERE project = {project:String} AND trace_id = {trace_id:String} AND parent_span_id = {span_id:String} AND kind = 'event' AND startsWith(name, 'gen_ai.')
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
    toUnixTimestamp64Micro(start_time) AS time,
    input_text,
    output_text,
    if(empty(payloads.input_hashes), payloads.input_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.input_hashes), ','), ']')) AS input_messages,
    if(empty(payloads.output_hashes), payloads.output_messages, concat('[', arrayStringConcat(arrayMap(hash -> contents[hash], payloads.output_hashes), ','), ']')) AS output_messages
FROM payloads
ORDER BY start_time, span_id
LIMIT 1000

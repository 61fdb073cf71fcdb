SELECT
    toUnixTimestamp64Micro(start_time) AS time,
    input_text,
    output_text,
    input_messages,
    output_messages
FROM span_payloads
WHERE project = {project:String}
    AND trace_id = {trace_id:String}
    AND (toStartOfHour(start_time), start_time, span_id) IN (
        SELECT toStartOfHour(start_time), start_time, span_id
        FROM spans
        WHERE project = {project:String} AND trace_id = {trace_id:String} AND parent_span_id = {span_id:String} AND kind = 'event' AND startsWith(name, 'gen_ai.')
    )
ORDER BY start_time, span_id
LIMIT 1000

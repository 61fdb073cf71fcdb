WITH (
    SELECT if(count() = 0, (toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), toDateTime64('2299-12-31 00:00:00', 6, 'UTC')), (min(first_start), max(last_start)))
    FROM trace_times
    WHERE project = {project:String} AND trace_id = {trace_id:String}
) AS times,
said AS
(
    SELECT span_id, start_time, input_text, output_text, input_messages, output_messages, arrayConcat(input_hashes, output_hashes) AS hashes, pairs
    FROM span_payloads
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND (toStartOfHour(start_time), start_time, span_id) IN (
            SELECT toStartOfHour(start_time), start_time, span_id
            FROM spans
            WHERE project = {project:String} AND trace_id = {trace_id:String} AND start_time >= times.1 AND start_time <= times.2
        )
),
(
    SELECT groupArray(hash)
    FROM messages
    WHERE project = {project:String} AND hash IN (SELECT arrayJoin(hashes) FROM said) AND positionCaseInsensitiveUTF8(text, {word:String}) > 0
) AS found
SELECT DISTINCT if(spans.kind = 'event' AND startsWith(spans.name, 'gen_ai.') AND spans.parent_span_id != '', spans.parent_span_id, spans.span_id) AS span_id
FROM
(
    SELECT span_id, start_time, kind, name, parent_span_id
    FROM spans
    WHERE project = {project:String} AND trace_id = {trace_id:String} AND start_time >= times.1 AND start_time <= times.2
) AS spans
INNER JOIN
(
    SELECT span_id, start_time
    FROM said
    WHERE hasAny(hashes, found)
        OR positionCaseInsensitiveUTF8(concat(input_text, '\n', output_text), {word:String}) > 0
        OR (empty(hashes) AND positionCaseInsensitiveUTF8(concat(input_messages, '\n', output_messages), {word:String}) > 0)
        OR arrayExists(pair -> positionCaseInsensitiveUTF8(pair, {word:String}) > 0, pairs)
) AS hits ON hits.span_id = spans.span_id AND hits.start_time = spans.start_time
LIMIT {limit:UInt32}

WITH (
    SELECT if(count() = 0, (toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), toDateTime64('2299-12-31 00:00:00', 6, 'UTC')), (min(first_start), max(last_start)))
    FROM trace_times
    WHERE project = {project:String} AND trace_id = {trace_id:String}
) AS times
SELECT spans.span_id AS span_id, source, tags, metadata, attributes
FROM
(
    SELECT span_id, start_time, source, tags
    FROM spans
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND start_time >= times.1
        AND start_time <= times.2
    ORDER BY start_time, span_id
    LIMIT {limit:UInt32}
) AS spans
LEFT JOIN
(
    SELECT span_id, start_time, metadata, attributes
    FROM span_payloads
    WHERE project = {project:String}
        AND trace_id = {trace_id:String}
        AND start_time >= times.1
        AND start_time <= times.2
) AS payloads ON payloads.span_id = spans.span_id AND payloads.start_time = spans.start_time
ORDER BY spans.start_time, spans.span_id

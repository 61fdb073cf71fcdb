-- What is told of a whole trace when its tree is cut: how many spans it has, and what all of them spent.
WITH (
    SELECT if(count() = 0, (toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), toDateTime64('2299-12-31 00:00:00', 6, 'UTC')), (min(first_start), max(last_start)))
    FROM trace_times
    WHERE project = {project:String} AND trace_id = {trace_id:String}
) AS times
SELECT
    (
        SELECT uniqExact(span_id)
        FROM spans
        WHERE project = {project:String} AND trace_id = {trace_id:String} AND start_time >= times.1 AND start_time <= times.2 AND NOT (kind = 'event' AND startsWith(name, 'gen_ai.'))
    ) AS spans,
    sum(toInt64(traces.input_tokens) * sign) AS input_tokens,
    sum(toInt64(traces.output_tokens) * sign) AS output_tokens,
    sum(traces.total_cost_usd * sign) AS cost_usd,
    toInt32(sum(toInt64(unpriced_count) * sign)) AS unpriced
FROM traces
WHERE project = {project:String} AND trace_id = {trace_id:String} AND start_time >= times.1 AND start_time <= times.2

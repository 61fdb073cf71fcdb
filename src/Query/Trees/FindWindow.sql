SELECT
    toBool(uniqExact(trace_id) = length({trace_ids:Array(String)})) AS is_known,
    min(first_start) AS first,
    max(last_start) AS last
FROM trace_times
WHERE project = {project:String} AND trace_id IN {trace_ids:Array(String)}

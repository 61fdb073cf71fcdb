-- In which traces some spans are; of several with a span of one id, the newest.
SELECT span_id, argMax(trace_id, start_time) AS trace_id
FROM spans
WHERE project = {project:String}
    AND span_id IN {span_ids:Array(String)}
GROUP BY span_id

SELECT trace_id
FROM spans
WHERE project = {project:String}
    AND span_id = {span_id:String}
ORDER BY start_time DESC
LIMIT 1

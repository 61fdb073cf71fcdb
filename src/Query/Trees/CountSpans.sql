SELECT uniqExact(span_id) AS spans
FROM spans
WHERE project = {project:String} AND trace_id = {trace_id:String} AND NOT (kind = 'event' AND startsWith(name, 'gen_ai.'))

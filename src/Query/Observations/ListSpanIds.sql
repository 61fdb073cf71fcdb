SELECT trace_id, span_id
FROM spans
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time < {until:DateTime64(6, 'UTC')}
    AND NOT (kind = 'event' AND startsWith(name, 'gen_ai.'))
    /* conditions */
ORDER BY start_time, span_id
LIMIT 1000 BY trace_id
LIMIT 100000

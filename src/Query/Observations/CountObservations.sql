SELECT toInt64(count()) AS total
FROM spans
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time < {until:DateTime64(6, 'UTC')}
    AND NOT (kind = 'event' AND startsWith(name, 'gen_ai.'))
    /* conditions */

SELECT
    /* columns */ count() AS rows
FROM spans
/* whole */
WHERE spans.project = {project:String}
    AND spans.start_time >= {since:DateTime64(6, 'UTC')}
    AND spans.start_time < {until:DateTime64(6, 'UTC')}
    AND kind != 'trace'
    AND NOT (kind = 'event' AND startsWith(spans.name, 'gen_ai.'))
    /* conditions */
/* groups */
LIMIT {limit:UInt32}

-- Which of these spans are there; asked for spans that may have been sent before.
SELECT trace_id, span_id
FROM {table:Identifier}
WHERE project = {project:String}
    AND start_time >= {first_start:DateTime64(6, 'UTC')}
    AND start_time <= {last_start:DateTime64(6, 'UTC')}
    AND span_id IN {span_ids:Array(String)}

-- Which spans of a stretch of time are there; asked only when nobody knows whether a batch arrived.
SELECT trace_id, span_id
FROM {table:Identifier}
WHERE project >= {first_project:String}
    AND project <= {last_project:String}
    AND start_time >= {first_start:DateTime64(6, 'UTC')}
    AND start_time <= {last_start:DateTime64(6, 'UTC')}

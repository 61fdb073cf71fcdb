-- Takes out the rows that a newer version of their span stands for.
DELETE FROM {table:Identifier}
WHERE project = {project:String}
    AND start_time >= {first_start:DateTime64(6, 'UTC')}
    AND start_time <= {last_start:DateTime64(6, 'UTC')}
    AND trace_id IN {trace_ids:Array(String)}
    AND concat(trace_id, ' ', span_id) IN {spans:Array(String)}
    AND revision < {revision:UInt64}
SETTINGS lightweight_delete_mode = 'lightweight_update'

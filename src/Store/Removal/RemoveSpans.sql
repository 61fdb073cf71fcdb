-- Takes out what was recorded of some traces; with a span id, of that span only.
DELETE FROM {table:Identifier}
WHERE project = {project:String}
    AND trace_id IN {trace_ids:Array(String)}
    AND ({span_id:String} = '' OR span_id = {span_id:String})
SETTINGS lightweight_delete_mode = 'lightweight_update', lightweight_deletes_sync = 2

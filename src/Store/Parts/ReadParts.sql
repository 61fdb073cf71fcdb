-- All that was said of some spans; of a part that came twice, one.
SELECT trace_id, span_id, id, toUnixTimestamp64Micro(time) AS microseconds, is_update, source, fields
FROM span_parts FINAL
WHERE project = {project:String}
    AND trace_id IN {trace_ids:Array(String)}
    AND span_id IN {span_ids:Array(String)}
ORDER BY trace_id, span_id, time, is_update, id
LIMIT {limit:UInt32} BY trace_id, span_id

-- When the spans of these traces began; a trace that is not there has none yet.
SELECT trace_id, toUnixTimestamp64Micro(min(first_start)) AS first_start, toUnixTimestamp64Micro(max(last_start)) AS last_start
FROM trace_times
WHERE project = {project:String} AND trace_id IN {trace_ids:Array(String)}
GROUP BY trace_id

-- The traces whose last span began in a stretch of time.
SELECT trace_id, toUnixTimestamp64Micro(min(first_start)) AS first_start, toUnixTimestamp64Micro(max(last_start)) AS last_start
FROM trace_times
WHERE project = {project:String} AND trace_id IN (
    SELECT trace_id
    FROM spans
    WHERE project = {project:String}
        AND start_time >= {first_start:DateTime64(6, 'UTC')}
        AND start_time <= {last_start:DateTime64(6, 'UTC')}
)
GROUP BY trace_id
HAVING max(trace_times.last_start) >= {first_start:DateTime64(6, 'UTC')} AND max(trace_times.last_start) <= {last_start:DateTime64(6, 'UTC')}

-- When the spans of a stretch of time began, by trace; safe to repeat.
INSERT INTO trace_times (project, trace_id, first_start, last_start)
SELECT project, trace_id, min(start_time), max(start_time)
FROM spans
WHERE project = {project:String}
    AND start_time >= {first_start:DateTime64(6, 'UTC')}
    AND start_time <= {last_start:DateTime64(6, 'UTC')}
GROUP BY project, trace_id

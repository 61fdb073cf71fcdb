-- What is said of the whole trace of a span; one that began long before the span is not found.
SELECT trace_id, name, user_id, session_id, tags, release, version
FROM traces
WHERE project = {project:String}
    AND start_time >= subtractDays({since:DateTime64(6, 'UTC')}, 1)
    AND start_time < {until:DateTime64(6, 'UTC')}
GROUP BY ALL
HAVING sum(sign) > 0

-- When the newest span began that is there; 1970 when there is none.
SELECT max(start_time) AS start_time
FROM spans
WHERE start_time <= {until:DateTime64(6, 'UTC')}

-- When the last of the spans began that say a time which is yet to come; 1970 when there is none.
SELECT max(start_time) AS latest
FROM spans
WHERE start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time <= {until:DateTime64(6, 'UTC')}

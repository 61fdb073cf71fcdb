-- The next spans back in time, as a stretch: it ends before the position and begins where there are enough of them.
SELECT toUnixTimestamp64Micro(min(start_time)) AS first_start, toUnixTimestamp64Micro(max(start_time)) AS last_start, count() AS spans
FROM
(
    SELECT start_time
    FROM spans
    WHERE project = {project:String} AND start_time < {before:DateTime64(6, 'UTC')}
    ORDER BY start_time DESC
    LIMIT {limit:UInt32}
)

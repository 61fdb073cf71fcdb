-- The tables of the drain that do not force inserts to disk as they should.
SELECT name
FROM system.tables
WHERE database = currentDatabase()
    AND name IN ('spans', 'span_payloads', 'span_parts', 'messages', 'trace_times', 'traces', 'scores')
    AND position(engine_full, concat('fsync_after_insert = ', {wanted:String})) = 0
ORDER BY name

-- Tables of runs that died; one that is young may belong to another server.
SELECT name AS id, '' AS fault
FROM system.tables
WHERE database = currentDatabase()
    AND startsWith(name, 'repricing_')
    AND metadata_modification_time < now() - INTERVAL 1 HOUR

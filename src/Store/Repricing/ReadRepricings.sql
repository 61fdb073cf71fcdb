-- Updates of costs that have not ended, by this run or one before it.
SELECT mutation_id AS id, latest_fail_reason AS fault
FROM system.mutations
WHERE database = currentDatabase()
    AND table = 'spans'
    AND NOT is_done
    AND position(command, {name:String}) > 0

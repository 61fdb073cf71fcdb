-- How far a piece of work has come, if it was begun.
SELECT toUnixTimestamp64Micro(position) AS position, is_done
FROM derivations FINAL
WHERE name = {name:String}

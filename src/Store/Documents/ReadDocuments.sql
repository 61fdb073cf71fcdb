SELECT kind, project, id, json, toUnixTimestamp64Micro(changed_at) AS changed_at
FROM documents FINAL
ORDER BY kind, project, id

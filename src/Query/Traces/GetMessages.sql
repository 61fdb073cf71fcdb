SELECT hex(hash) AS name, any(content) AS content
FROM messages
WHERE project = {project:String} AND hash IN (
    SELECT arrayJoin(arrayConcat(input_hashes, output_hashes))
    FROM span_payloads
    WHERE
-- include: PayloadFilter.sql
)
GROUP BY hash

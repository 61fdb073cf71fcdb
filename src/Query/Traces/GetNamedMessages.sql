-- Names that a statement computes are looked for by the key only when they come from a statement of their own.
SELECT
    hex(hash) AS name,
    content
FROM messages
PREWHERE project = {project:String} AND hash IN (SELECT unhex(arrayJoin({names:Array(String)})))

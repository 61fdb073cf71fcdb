-- Names that a statement computes are looked for by the key only when they come from a statement of their own. As plain strings they would lose zeros at their end.
SELECT
    hex(hash) AS name,
    content
FROM messages
PREWHERE project = {project:String} AND hash IN (SELECT toFixedString(unhex(arrayJoin({names:Array(String)})), 16))

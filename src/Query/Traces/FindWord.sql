SELECT
    toInt64(count()) AS hits,
    groupArray(101)(hex(hash)) AS names
FROM
(
    SELECT hash
    FROM messages
    WHERE project = {project:String} AND hasAllTokens(lowerUTF8(text), [{word:String}])
    LIMIT {limit:UInt32}
)

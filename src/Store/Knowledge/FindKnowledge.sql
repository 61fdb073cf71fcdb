-- Of each document the pieces of its newest version, the nearest first.
WITH CAST({vector:String}, 'Array(Float32)') AS wanted
SELECT document, piece, content, 1 - cosineDistance(vector, wanted) AS likeness
FROM knowledge
WHERE project = {project:String}
    AND collection = {collection:String}
    AND NOT is_deleted
    AND length(vector) = length(wanted)
    AND (document, version) IN (
        SELECT document, max(version)
        FROM knowledge
        WHERE project = {project:String} AND collection = {collection:String}
        GROUP BY document
    )
ORDER BY likeness DESC, document, piece
LIMIT {limit:UInt32}

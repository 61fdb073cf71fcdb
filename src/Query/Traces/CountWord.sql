SELECT
    toInt64((
        SELECT count()
        FROM (SELECT 1 FROM messages WHERE project = {project:String} AND hasAllTokens(lowerUTF8(text), [{word:String}]) LIMIT {limit:UInt32})
    )) + toInt64((
        SELECT count()
        FROM (SELECT 1 FROM span_payloads WHERE project = {project:String} AND hasAllTokens(lowerUTF8(concat(input_text, '\n', output_text)), [{word:String}]) LIMIT {limit:UInt32})
    )) AS hits

SELECT trace_id
FROM span_payloads
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND hasAllTokens(lowerUTF8(concat(input_text, '\n', output_text)), [{word:String}])
UNION ALL
SELECT trace_id
FROM span_payloads
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND hasAny(
        arrayConcat(input_hashes, output_hashes),
        (SELECT groupArray(hash) FROM messages WHERE project = {project:String} AND hasAllTokens(lowerUTF8(text), [{word:String}])))

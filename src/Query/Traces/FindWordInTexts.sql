SELECT
    toInt64(count()) AS hits,
    groupUniqArray(201)(trace_id) AS traces
FROM
(
    SELECT trace_id
    FROM span_payloads
    WHERE project = {project:String} AND hasAllTokens(lowerUTF8(concat(input_text, '\n', output_text)), [{word:String}])
    LIMIT {limit:UInt32}
)

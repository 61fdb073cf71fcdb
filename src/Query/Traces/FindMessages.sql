SELECT
    toInt64(count()) AS hits,
    groupUniqArray(201)(trace_id) AS traces
FROM
(
    SELECT trace_id
    FROM span_payloads
    WHERE project = {project:String} AND hasAny(arrayConcat(input_hashes, output_hashes), arrayMap(name -> toFixedString(unhex(name), 16), {names:Array(String)}))
    LIMIT {limit:UInt32}
)

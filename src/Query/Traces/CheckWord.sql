WITH said AS
(
    SELECT trace_id, input_text, output_text, arrayConcat(input_hashes, output_hashes) AS hashes
    FROM span_payloads
    WHERE project = {project:String}
        AND trace_id IN {trace_ids:Array(String)}
        AND start_time >= {first:DateTime64(6, 'UTC')}
        AND start_time <= {last:DateTime64(6, 'UTC')}
        AND (toStartOfHour(start_time), xxHash32(trace_id)) IN (
            SELECT toStartOfHour(start_time), xxHash32(trace_id)
            FROM spans
            WHERE project = {project:String}
                AND trace_id IN {trace_ids:Array(String)}
                AND start_time >= {first:DateTime64(6, 'UTC')}
                AND start_time <= {last:DateTime64(6, 'UTC')}
        )
)
SELECT DISTINCT trace_id
FROM said
WHERE hasAllTokens(lowerUTF8(concat(input_text, '\n', output_text)), [{word:String}])
    OR hasAny(hashes, (
        SELECT groupArray(hash)
        FROM messages
        WHERE project = {project:String}
            AND hash IN (SELECT arrayJoin(hashes) FROM said)
            AND hasAllTokens(lowerUTF8(text), [{word:String}])
    ))

SELECT
    span_id,
    input_text,
    output_text,
    input_messages,
    output_messages,
    arrayMap(hash -> hex(hash), input_hashes) AS input_hashes,
    arrayMap(hash -> hex(hash), output_hashes) AS output_hashes,
    parameters,
    metadata,
    attempts,
    attributes,
    events
FROM span_payloads
WHERE
-- include: PayloadFilter.sql
LIMIT 2

-- The items of a dataset as they are now or were at a time, the oldest first; what is JSON stays JSON text.
SELECT id,
    JSONExtractRaw(json, 'input') AS input,
    JSONExtractRaw(json, 'expected_output') AS expected_output,
    JSONExtractRaw(json, 'output') AS output,
    JSONExtractRaw(json, 'metadata') AS metadata,
    JSONExtractString(json, 'comment') AS comment,
    JSONExtractString(json, 'source_trace_id') AS source_trace_id,
    JSONExtractString(json, 'source_span_id') AS source_span_id,
    created_at,
    changed_at
FROM
(
    SELECT *
    FROM entities
    WHERE project = {project:String}
        AND kind = 'dataset-item'
        AND parent = {dataset:String}
        AND changed_at <= {as_of:DateTime64(6, 'UTC')}
    ORDER BY id, changed_at DESC
    LIMIT 1 BY id
)
WHERE NOT is_deleted
    AND NOT JSONExtractBool(json, 'is_archived')
ORDER BY created_at, id
FORMAT Parquet

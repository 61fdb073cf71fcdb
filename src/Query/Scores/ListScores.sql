SELECT
    id,
    trace_id,
    span_id,
    session_id,
    name,
    data_type,
    value,
    string_value,
    source,
    author,
    comment,
    config_id,
    environment,
    metadata,
    time,
    toInt64(count() OVER ()) AS total
FROM scores FINAL
WHERE project = {project:String}
    AND is_deleted = 0
    AND time >= {since:DateTime64(6, 'UTC')}
    AND time < {until:DateTime64(6, 'UTC')}
    /* conditions */
ORDER BY time DESC, id DESC
LIMIT {limit:UInt32} OFFSET {offset:UInt64}

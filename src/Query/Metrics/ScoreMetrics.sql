SELECT
    /* columns */ count() AS rows
FROM scores FINAL
WHERE project = {project:String}
    AND is_deleted = 0
    AND time >= {since:DateTime64(6, 'UTC')}
    AND time < {until:DateTime64(6, 'UTC')}
    AND ({data_type:String} = '' OR data_type = {data_type:String})
    /* conditions */
/* groups */
LIMIT {limit:UInt32}

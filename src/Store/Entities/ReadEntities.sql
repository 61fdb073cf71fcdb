-- The newest version of each entity, or that of a time, as a page.
SELECT kind, id, parent, name, json, toUnixTimestamp64Micro(created_at) AS created, toUnixTimestamp64Micro(changed_at) AS changed, count() OVER () AS total
FROM
(
    SELECT *
    FROM entities
    WHERE project = {project:String}
        AND kind = {kind:String}
        AND ({any_id:UInt8} = 1 OR id IN {ids:Array(String)})
        AND ({any_parent:UInt8} = 1 OR parent = {parent:String})
        AND changed_at <= {as_of:DateTime64(6, 'UTC')}
    ORDER BY id, changed_at DESC
    LIMIT 1 BY id
)
WHERE NOT is_deleted
    AND ({any_name:UInt8} = 1 OR name = {name:String})
    AND positionCaseInsensitiveUTF8(name, {name_part:String}) > 0
ORDER BY if({oldest_first:UInt8} = 1, created, -created), id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}

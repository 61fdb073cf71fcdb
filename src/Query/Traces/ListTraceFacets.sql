SELECT
    multiIf(grouping(model) = 0, 'model', grouping(provider) = 0, 'provider', grouping(status) = 0, 'status', 'routing_alias') AS field,
    multiIf(grouping(model) = 0, model, grouping(provider) = 0, provider, grouping(status) = 0, status, assumeNotNull(routing_alias)) AS value,
    count() AS traces
FROM spans
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time < {until:DateTime64(6, 'UTC')}
GROUP BY GROUPING SETS ((model), (provider), (status), (routing_alias))
HAVING value != ''
ORDER BY field, traces DESC, value
LIMIT 200 BY field

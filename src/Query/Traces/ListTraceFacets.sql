SELECT
    multiIf(
        grouping(call_model) = 0, 'model', grouping(call_provider) = 0, 'provider', grouping(status) = 0, 'status', grouping(routing_alias) = 0, 'routing_alias',
        grouping(environment) = 0, 'environment', grouping(level) = 0, 'level', 'name') AS field,
    multiIf(
        grouping(call_model) = 0, call_model, grouping(call_provider) = 0, call_provider, grouping(status) = 0, status, grouping(routing_alias) = 0, routing_alias,
        grouping(environment) = 0, environment, grouping(level) = 0, level, name) AS value,
    sum(sign) AS traces
FROM
(
    SELECT
        toString(model) AS call_model,
        toString(provider) AS call_provider,
        toString(status) AS status,
        toString(routing_alias) AS routing_alias,
        toString(environment) AS environment,
        toString(level) AS level,
        toString(name) AS name,
        sign
    FROM traces
    WHERE project = {project:String}
        AND start_time >= {since:DateTime64(6, 'UTC')}
        AND start_time < {until:DateTime64(6, 'UTC')}
)
GROUP BY GROUPING SETS ((call_model), (call_provider), (status), (routing_alias), (environment), (level), (name))
HAVING value != '' AND traces > 0
ORDER BY field, traces DESC, value
LIMIT 200 BY field

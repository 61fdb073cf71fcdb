SELECT
    toDateTime64(dateTrunc({granularity:String}, start_time, 'UTC'), 6, 'UTC') AS start,
    if({by_model:UInt8} = 1, traces.model, '') AS model,
    if({tag:String} = '', '', substring(arrayFirst(label -> startsWith(label, {tag:String}), tags), length({tag:String}) + 1)) AS tag,
    sum(toInt64(sign)) AS traces,
    sum((ifNull(toInt64(input_tokens), 0) + ifNull(toInt64(output_tokens), 0)) * sign) AS tokens,
    sum(ifNull(total_cost_usd, 0) * sign) AS cost
FROM traces
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time < {until:DateTime64(6, 'UTC')}
GROUP BY start, model, tag
HAVING traces > 0
ORDER BY start, model, tag
LIMIT 10000

-- The next calls whose cost can be worked out, in the order of their time. What came out of a cache of ours was not paid for; a cost that its sender gave stands.
SELECT trace_id, span_id, toUnixTimestamp64Micro(start_time) AS start_microseconds, provider, model, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens, usage_details,
    input_cost_usd, output_cost_usd, total_cost_usd, price_version
FROM spans
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time < {until:DateTime64(6, 'UTC')}
    AND (start_time, span_id, trace_id) > ({last_start:DateTime64(6, 'UTC')}, {last_span:String}, {last_trace:String})
    AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL)
    AND NOT is_cached
    AND price_version != 'given'
    AND (provider != '' OR model != '')
    AND ({provider:String} = '' OR provider = {provider:String})
    AND ({model:String} = '' OR model = {model:String})
    AND ({only_unpriced:UInt8} = 0 OR total_cost_usd IS NULL)
ORDER BY start_time, span_id, trace_id
LIMIT {limit:UInt32}

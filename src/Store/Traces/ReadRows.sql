-- The rows that stand for these traces, as the bytes that they were written as. One of each is what should be there.
SELECT trace_id, base64Encode(bytes) AS bytes, sum(sign) AS count
FROM
(
    SELECT sign, trace_id, formatRow('RowBinary', project, trace_id, start_time, end_time, latency_ms, root_span_id, name, kind, source, status, error_type, level, observation_count,
        error_count, kind_counts, model, provider, models, providers, model_calls, routing_alias, is_stream, ttft_ms, input_tokens, output_tokens,
        cached_input_tokens, reasoning_tokens, input_cost_usd, output_cost_usd, total_cost_usd, unpriced_count, user_id, session_id, tags,
        environment, release, version, service_name, content_kept, input_preview, output_preview) AS bytes
    FROM traces
    WHERE project = {project:String}
        AND start_time >= {first_start:DateTime64(6, 'UTC')}
        AND start_time <= {last_start:DateTime64(6, 'UTC')}
        AND trace_id IN {trace_ids:Array(String)}
)
GROUP BY trace_id, bytes
HAVING count != 0

-- Rewrites four columns of the parts that hold these calls; rows that come meanwhile are in other parts.
ALTER TABLE spans UPDATE
    input_cost_usd = joinGet({full_name:String}, 'input_cost_usd', concat(trace_id, ' ', span_id)),
    output_cost_usd = joinGet({full_name:String}, 'output_cost_usd', concat(trace_id, ' ', span_id)),
    total_cost_usd = joinGet({full_name:String}, 'input_cost_usd', concat(trace_id, ' ', span_id)) + joinGet({full_name:String}, 'output_cost_usd', concat(trace_id, ' ', span_id)),
    price_version = joinGet({full_name:String}, 'price_version', concat(trace_id, ' ', span_id))
WHERE project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time <= {until:DateTime64(6, 'UTC')}
    AND concat(trace_id, ' ', span_id) IN (SELECT span FROM {database:Identifier}.{table:Identifier})
SETTINGS mutations_sync = 0

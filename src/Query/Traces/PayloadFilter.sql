-- The row of one span, found by the key of the table.
project = {project:String}
    AND toStartOfHour(start_time) = toStartOfHour({start_time:DateTime64(6, 'UTC')})
    AND xxHash32(trace_id) = xxHash32({trace_id:String})
    AND start_time = {start_time:DateTime64(6, 'UTC')}
    AND trace_id = {trace_id:String}
    AND span_id = {span_id:String}

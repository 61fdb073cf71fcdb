-- The row of one span, found by the key of the table; or of any span of a trace that began at a time.
project = {project:String}
    AND toStartOfHour(start_time) = toStartOfHour({start_time:DateTime64(6, 'UTC')})
    AND xxHash32(trace_id) = xxHash32({trace_id:String})
    AND start_time = {start_time:DateTime64(6, 'UTC')}
    AND trace_id = {trace_id:String}
    AND ({span_id:String} = '' OR span_id = {span_id:String})

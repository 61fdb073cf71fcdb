-- One trace, between the starts of its spans.
project = {project:String}
    AND trace_id = {trace_id:String}
    AND start_time >= {first:DateTime64(6, 'UTC')}
    AND start_time <= {last:DateTime64(6, 'UTC')}

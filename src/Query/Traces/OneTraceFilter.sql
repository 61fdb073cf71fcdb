-- One trace, between the starts of its spans.
project = {project:String}
    AND trace_id = {trace_id:String}
    AND start_time >= (
        SELECT if(count() = 0, toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), min(first_start)) FROM trace_times WHERE project = {project:String} AND trace_id = {trace_id:String}
    )
    AND start_time <= (
        SELECT if(count() = 0, toDateTime64('2299-12-31 00:00:00', 6, 'UTC'), max(last_start)) FROM trace_times WHERE project = {project:String} AND trace_id = {trace_id:String}
    )

    AND (trace_id, start_time, traces.user_id, traces.session_id) NOT IN (
        -- Rows that were taken back and not yet merged away: their sums are nothing, and when and whose they were must not show.
        SELECT trace_id, start_time, user_id, session_id
        FROM traces
        WHERE project = {project:String}
            AND trace_id IN (SELECT trace_id FROM traces WHERE project = {project:String} AND start_time >= {since:DateTime64(6, 'UTC')} AND start_time < {until:DateTime64(6, 'UTC')} AND sign = -1)
        GROUP BY trace_id, start_time, user_id, session_id
        HAVING sum(sign) = 0
    )

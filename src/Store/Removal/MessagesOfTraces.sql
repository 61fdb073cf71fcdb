-- What was said in some traces, by hash; with a span id, in that span only.
SELECT DISTINCT hex(arrayJoin(arrayConcat(input_hashes, output_hashes))) AS hash
FROM span_payloads
WHERE project = {project:String}
    AND trace_id IN {trace_ids:Array(String)}
    AND ({span_id:String} = '' OR span_id = {span_id:String})

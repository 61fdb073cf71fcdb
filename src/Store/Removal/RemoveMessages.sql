-- Takes out what nobody says any more, of what was said in traces that are gone.
DELETE FROM messages
WHERE project = {project:String}
    AND hash IN (SELECT toFixedString(unhex(arrayJoin({hashes:Array(String)})), 16))
    AND hash NOT IN
    (
        SELECT arrayJoin(arrayConcat(input_hashes, output_hashes))
        FROM span_payloads
        WHERE project = {project:String}
            AND hasAny(arrayConcat(input_hashes, output_hashes), arrayMap(hash -> toFixedString(unhex(hash), 16), {hashes:Array(String)}))
    )
SETTINGS lightweight_deletes_sync = 2

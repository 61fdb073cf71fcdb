-- How a call came to its answer, and what was counted beyond input and output tokens.
ALTER TABLE spans
    ADD COLUMN IF NOT EXISTS usage_details Map(LowCardinality(String), UInt64),
    ADD COLUMN IF NOT EXISTS attempt_count UInt16,
    ADD COLUMN IF NOT EXISTS is_cached Bool,
    ADD COLUMN IF NOT EXISTS key_id LowCardinality(String);
ALTER TABLE span_payloads ADD COLUMN IF NOT EXISTS attempts String CODEC(ZSTD(3));

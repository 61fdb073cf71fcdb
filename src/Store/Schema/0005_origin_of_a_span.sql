-- Where a span comes from and what else it said, as spans of other programs tell it.
ALTER TABLE spans
    ADD COLUMN IF NOT EXISTS level LowCardinality(String) DEFAULT if(status = 'success', 'default', 'error'),
    ADD COLUMN IF NOT EXISTS environment LowCardinality(String),
    ADD COLUMN IF NOT EXISTS release LowCardinality(String),
    ADD COLUMN IF NOT EXISTS version LowCardinality(String),
    ADD COLUMN IF NOT EXISTS trace_name LowCardinality(String),
    ADD COLUMN IF NOT EXISTS scope LowCardinality(String),
    ADD COLUMN IF NOT EXISTS service_name LowCardinality(String),
    ADD COLUMN IF NOT EXISTS prompt_name LowCardinality(String),
    ADD COLUMN IF NOT EXISTS prompt_version LowCardinality(String);
ALTER TABLE span_payloads
    ADD COLUMN IF NOT EXISTS attributes String CODEC(ZSTD(3)),
    ADD COLUMN IF NOT EXISTS events String CODEC(ZSTD(3));

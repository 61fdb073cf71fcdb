-- What was said of spans that are told in pieces. A span is what all of its parts say together, so they are kept for as long as it may be told more of.
CREATE TABLE IF NOT EXISTS span_parts
(
    project LowCardinality(String),
    trace_id String,
    span_id String,
    time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    is_update Bool,
    id String,
    source LowCardinality(String),
    fields String CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (project, trace_id, span_id, time, is_update, id)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 512, fsync_after_insert = 1, fsync_part_directory = 1;

-- A span that is told more of gets a new row, and the old one is taken out; the numbers of blocks and rows make that cheap.
ALTER TABLE spans ADD COLUMN IF NOT EXISTS revision UInt64 CODEC(ZSTD(1));
ALTER TABLE span_payloads ADD COLUMN IF NOT EXISTS revision UInt64 CODEC(ZSTD(1));
ALTER TABLE spans MODIFY SETTING enable_block_number_column = 1, enable_block_offset_column = 1;
ALTER TABLE span_payloads MODIFY SETTING enable_block_number_column = 1, enable_block_offset_column = 1;

-- Things that projects make in numbers and change seldom, every version of each. What an entity is a part of never changes.
CREATE TABLE IF NOT EXISTS entities
(
    project LowCardinality(String),
    kind LowCardinality(String),
    id String,
    changed_at DateTime64(6, 'UTC'),
    created_at DateTime64(6, 'UTC'),
    parent String,
    name String,
    is_deleted Bool,
    json String CODEC(ZSTD(3)),
    INDEX by_parent parent TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (project, kind, id, changed_at)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 512, fsync_after_insert = 1, fsync_part_directory = 1;

-- Some ask for a span by its own id alone.
ALTER TABLE spans ADD INDEX IF NOT EXISTS by_span_id span_id TYPE bloom_filter(0.001) GRANULARITY 1;

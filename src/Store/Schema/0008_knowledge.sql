-- Texts that are found by what they mean: a row for each piece of a document, with its vector. A newer version of a document replaces all pieces of the older.
CREATE TABLE IF NOT EXISTS knowledge
(
    project LowCardinality(String),
    collection String,
    document String,
    piece UInt32,
    version DateTime64(6, 'UTC'),
    is_deleted Bool,
    content String CODEC(ZSTD(3)),
    vector Array(Float32) CODEC(ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (project, collection, document, version, piece)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1;

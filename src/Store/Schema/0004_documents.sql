-- Small things that people change. The newest row of a document counts, and one without text says that it was deleted.
CREATE TABLE IF NOT EXISTS documents
(
    kind LowCardinality(String),
    project String,
    id String,
    json String CODEC(ZSTD(3)),
    changed_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (kind, project, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

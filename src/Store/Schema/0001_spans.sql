-- Lists, charts and facets read only this table: every filter column, and no payload beyond a preview.
CREATE TABLE IF NOT EXISTS spans
(
    project LowCardinality(String),
    trace_id String,
    span_id String,
    parent_span_id String,
    kind LowCardinality(String),
    name LowCardinality(String),
    source LowCardinality(String),
    start_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    latency_ms Float64,
    ttft_ms Nullable(Float64),
    status LowCardinality(String),
    error_type LowCardinality(String),
    error_message String CODEC(ZSTD(1)),
    http_status UInt16,
    model_asked LowCardinality(String),
    model LowCardinality(String),
    provider LowCardinality(String),
    routing_alias LowCardinality(Nullable(String)),
    cluster_id Nullable(Int32),
    is_stream Bool,
    finish_reason LowCardinality(String),
    input_tokens Nullable(UInt64),
    output_tokens Nullable(UInt64),
    cached_input_tokens Nullable(UInt64),
    reasoning_tokens Nullable(UInt64),
    input_cost_usd Nullable(Decimal(18, 10)),
    output_cost_usd Nullable(Decimal(18, 10)),
    total_cost_usd Nullable(Decimal(18, 10)),
    price_version LowCardinality(String),
    user_id String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    tags Array(LowCardinality(String)),
    input_preview String CODEC(ZSTD(3)),
    output_preview String CODEC(ZSTD(3)),
    INDEX by_trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_user_id user_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_session_id session_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(start_time)
ORDER BY (project, start_time, span_id)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity_bytes = 67108864, fsync_after_insert = 1, fsync_part_directory = 1;

-- What was said. Spans of one trace lie side by side within the hour, because agents repeat themselves and neighbours compress.
CREATE TABLE IF NOT EXISTS span_payloads
(
    project LowCardinality(String),
    trace_id String,
    span_id String,
    start_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    input_text String CODEC(ZSTD(3)),
    output_text String CODEC(ZSTD(3)),
    input_messages String CODEC(ZSTD(3)),
    output_messages String CODEC(ZSTD(3)),
    parameters String CODEC(ZSTD(3)),
    metadata String CODEC(ZSTD(3)),
    INDEX words lowerUTF8(concat(input_text, '\n', output_text)) TYPE text(tokenizer = 'splitByNonAlpha')
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(start_time)
ORDER BY (project, toStartOfHour(start_time), xxHash32(trace_id), start_time)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity_bytes = 67108864, fsync_after_insert = 1, fsync_part_directory = 1;

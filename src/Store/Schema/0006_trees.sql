-- What was said, once per project: agents send their whole history with every turn. A row is named by what it says, so two of it are one.
-- Its words are those of its text; what is so long without a space is no word but a picture.
CREATE TABLE IF NOT EXISTS messages
(
    project LowCardinality(String),
    hash FixedString(16),
    content String CODEC(ZSTD(3)),
    text String ALIAS replaceRegexpAll(concat(
        if(match(content, '"content"\\s*:\\s*\\['),
            arrayStringConcat(arrayMap(
                part -> concat(JSONExtractString(part, 'text'), ' ', JSONExtractString(part, 'thinking'), ' ', JSONExtractString(part, 'name'), ' ',
                    if(position(part, '"tool_use"') = 0, '', JSONExtractRaw(part, 'input')), ' ',
                    if(position(part, '"tool_result"') = 0, '', if(JSONType(part, 'content') = 'String', JSONExtractString(part, 'content'),
                        arrayStringConcat(arrayMap(inner -> JSONExtractString(inner, 'text'), JSONExtractArrayRaw(part, 'content')), ' ')))),
                JSONExtractArrayRaw(content, 'content')), '\n'),
            JSONExtractString(content, 'content')),
        if(position(content, '"reasoning_content"') = 0, '', concat('\n', JSONExtractString(content, 'reasoning_content'))),
        if(position(content, '"tool_calls"') = 0, '', arrayStringConcat(arrayMap(
            call -> concat('\n', JSONExtractString(call, 'function', 'name'), ' ', JSONExtractString(call, 'function', 'arguments')), JSONExtractArrayRaw(content, 'tool_calls'))))),
        '[A-Za-z0-9+/=_-]{200,}', ' '),
    INDEX words lowerUTF8(text) TYPE text(tokenizer = 'splitByNonAlpha', posting_list_codec = 'bitpacking')
)
ENGINE = ReplacingMergeTree
ORDER BY (project, hash)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1;

-- Messages of a span by their hashes, in order; a row from before has them in full. Attributes and metadata as key=value, to be looked for.
ALTER TABLE span_payloads
    ADD COLUMN IF NOT EXISTS input_hashes Array(FixedString(16)) CODEC(ZSTD(3)),
    ADD COLUMN IF NOT EXISTS output_hashes Array(FixedString(16)) CODEC(ZSTD(3)),
    ADD COLUMN IF NOT EXISTS pairs Array(String) CODEC(ZSTD(3)),
    ADD INDEX IF NOT EXISTS by_message arrayConcat(input_hashes, output_hashes) TYPE text(tokenizer = 'array'),
    ADD INDEX IF NOT EXISTS by_pair pairs TYPE text(tokenizer = 'array');

-- When the spans of a trace began, so that one trace is found among millions without a search.
CREATE TABLE IF NOT EXISTS trace_times
(
    project LowCardinality(String),
    trace_id String,
    first_start SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_start SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY (project, trace_id)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1;

-- A trace as a whole, derived from its spans. A change is the old row with the sign -1 and the new one with 1, so sums over sign are right at any moment.
-- Those of each minute lie with every part, and sums over long times are read from them where they know all that is asked.
CREATE TABLE IF NOT EXISTS traces
(
    sign Int8,
    project LowCardinality(String),
    trace_id String,
    start_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    end_time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    latency_ms Float64,
    root_span_id String,
    name LowCardinality(String),
    kind LowCardinality(String),
    source LowCardinality(String),
    status LowCardinality(String),
    error_type LowCardinality(String),
    level LowCardinality(String),
    observation_count UInt32,
    error_count UInt32,
    kind_counts Map(LowCardinality(String), UInt32),
    model LowCardinality(String),
    provider LowCardinality(String),
    models Array(LowCardinality(String)),
    providers Array(LowCardinality(String)),
    model_calls Array(Tuple(model LowCardinality(String), provider LowCardinality(String), calls UInt32, input_tokens UInt64, output_tokens UInt64, cost_usd Decimal(18, 10), failures UInt32, unpriced UInt32)),
    routing_alias LowCardinality(String),
    is_stream Bool,
    ttft_ms Nullable(Float64),
    input_tokens Nullable(UInt64),
    output_tokens Nullable(UInt64),
    cached_input_tokens Nullable(UInt64),
    reasoning_tokens Nullable(UInt64),
    input_cost_usd Nullable(Decimal(18, 10)),
    output_cost_usd Nullable(Decimal(18, 10)),
    total_cost_usd Nullable(Decimal(18, 10)),
    unpriced_count UInt32,
    user_id String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    tags Array(LowCardinality(String)),
    environment LowCardinality(String),
    release LowCardinality(String),
    version LowCardinality(String),
    service_name LowCardinality(String),
    content_kept Bool,
    input_preview String CODEC(ZSTD(3)),
    output_preview String CODEC(ZSTD(3)),
    INDEX by_trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_user_id user_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_session_id session_id TYPE bloom_filter(0.01) GRANULARITY 1,
    PROJECTION by_minute
    (
        SELECT project, intDiv(toUnixTimestamp64Micro(start_time), 60000000) AS minute, status, environment,
            sum(sign), sumIf(sign, status != 'success'), sum(toInt64(observation_count) * sign), sum(toInt64(input_tokens) * sign), sum(toInt64(output_tokens) * sign),
            sum(total_cost_usd * sign), sum(toInt64(unpriced_count) * sign), min(start_time), max(start_time),
            uniqExactIf(user_id, notEmpty(user_id)), uniqExactIf(session_id, notEmpty(session_id)), max(user_id), max(environment)
        GROUP BY project, minute, status, environment
    )
)
ENGINE = CollapsingMergeTree(sign)
PARTITION BY toYYYYMM(start_time)
ORDER BY (project, start_time, trace_id)
SETTINGS index_granularity = 512, deduplicate_merge_projection_mode = 'rebuild', lightweight_mutation_projection_mode = 'rebuild', non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Judgements of traces, spans and sessions. One that comes again under its id replaces the first.
CREATE TABLE IF NOT EXISTS scores
(
    project LowCardinality(String),
    id String,
    revision UInt64,
    is_deleted UInt8,
    trace_id String,
    span_id String,
    session_id String,
    name LowCardinality(String),
    data_type LowCardinality(String),
    value Nullable(Float64),
    string_value String CODEC(ZSTD(1)),
    source LowCardinality(String),
    author LowCardinality(String),
    comment String CODEC(ZSTD(1)),
    config_id LowCardinality(String),
    environment LowCardinality(String),
    metadata String CODEC(ZSTD(1)),
    time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    INDEX by_trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_session_id session_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (project, id)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- How far work on what older versions have stored has come. The newest row of a name counts.
CREATE TABLE IF NOT EXISTS derivations
(
    name String,
    position DateTime64(6, 'UTC'),
    is_done Bool,
    at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = ReplacingMergeTree(at)
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

namespace Tracehouse.Query.Metrics;

/// <summary>What there is to compare, to group by and to measure in each view. Words of Langfuse's metrics API, whose questions these are.</summary>
internal static class MetricColumns
{
    private const string Environment = "if(environment = '', 'default', environment)";

    /// <summary>Whether a program began with a span.</summary>
    public const string IsRoot =
        "parent_span_id = '' OR (spans.trace_id, spans.span_id) IN (SELECT trace_id, span_id FROM span_payloads WHERE project = {project:String} AND has(pairs, 'attribute.langfuse.internal.is_app_root=true'))";

    /// <summary>What spans are compared and grouped by.</summary>
    public static IReadOnlyList<Column> Spans { get; } =
    [
        new("id", "span_id"),
        new("traceId", "spans.trace_id"),
        new("traceName", "if(spans.trace_name != '', spans.trace_name, whole.name)"),
        new("parentObservationId", "parent_span_id"),
        new("isRootObservation", $"if({IsRoot}, 'true', 'false')"),
        new("type", "upper(kind)"),
        new("name", "spans.name"),
        new("level", "upper(level)"),
        new("statusMessage", "error_message"),
        new("version", "spans.version"),
        new("environment", "if(spans.environment = '', 'default', spans.environment)"),
        new("release", "if(spans.release != '', spans.release, whole.release)"),
        new("traceRelease", "whole.release"),
        new("traceVersion", "whole.version"),
        new("providedModelName", "model"),
        new("model", "model"),
        new("provider", "provider"),
        new("promptName", "prompt_name"),
        new("promptVersion", "prompt_version"),
        new("userId", "if(spans.user_id != '', spans.user_id, whole.user_id)"),
        new("sessionId", "if(spans.session_id != '', spans.session_id, whole.session_id)"),
        new("tags", "if(empty(spans.tags), whole.tags, spans.tags)", ColumnType.List),
        new("traceTags", "if(empty(whole.tags), spans.tags, whole.tags)", ColumnType.List),
        new("source", "source"),
        new("serviceName", "service_name"),
        new("startTime", "spans.start_time", ColumnType.Time),
        new("endTime", "addMicroseconds(spans.start_time, toInt64(latency_ms * 1000))", ColumnType.Time),
        new("latency", "latency_ms / 1000", ColumnType.Number),
        new("timeToFirstToken", "ttft_ms / 1000", ColumnType.Number),
        new("inputTokens", "input_tokens", ColumnType.Number),
        new("outputTokens", "output_tokens", ColumnType.Number),
        new("totalTokens", "ifNull(input_tokens, 0) + ifNull(output_tokens, 0)", ColumnType.Number),
        new("tokens", "ifNull(input_tokens, 0) + ifNull(output_tokens, 0)", ColumnType.Number),
        new("tokensPerSecond", "if(latency_ms > 0, output_tokens / (latency_ms / 1000), NULL)", ColumnType.Number),
        new("inputCost", "input_cost_usd", ColumnType.Number),
        new("outputCost", "output_cost_usd", ColumnType.Number),
        new("totalCost", "total_cost_usd", ColumnType.Number),
        new("metadata", "metadata", ColumnType.Pairs),
    ];

    /// <summary>The same where traces are not read beside them: what spans do not say themselves is not known.</summary>
    public static IReadOnlyList<Column> SpansAlone { get; } =
    [
        .. Spans.Where(column => !column.IsOfTrace),
        new("traceName", "spans.trace_name"),
        new("release", "spans.release"),
        new("userId", "spans.user_id"),
        new("sessionId", "spans.session_id"),
        new("tags", "spans.tags", ColumnType.List),
        new("traceTags", "spans.tags", ColumnType.List),
    ];

    /// <summary>What traces are compared and grouped by.</summary>
    public static IReadOnlyList<Column> Traces { get; } =
    [
        new("id", "trace_id"),
        new("name", "name"),
        new("traceName", "name"),
        new("userId", "user_id"),
        new("sessionId", "session_id"),
        new("release", "release"),
        new("version", "version"),
        new("environment", Environment),
        new("level", "upper(level)"),
        new("tags", "tags", ColumnType.List),
        new("timestamp", "start_time", ColumnType.Time),
        new("latency", "latency_ms / 1000", ColumnType.Number),
        new("observationsCount", "observation_count", ColumnType.Number),
        new("errorCount", "error_count", ColumnType.Number),
        new("inputTokens", "input_tokens", ColumnType.Number),
        new("outputTokens", "output_tokens", ColumnType.Number),
        new("totalTokens", "ifNull(input_tokens, 0) + ifNull(output_tokens, 0)", ColumnType.Number),
        new("tokens", "ifNull(input_tokens, 0) + ifNull(output_tokens, 0)", ColumnType.Number),
        new("inputCost", "input_cost_usd", ColumnType.Number),
        new("outputCost", "output_cost_usd", ColumnType.Number),
        new("totalCost", "total_cost_usd", ColumnType.Number),
        new("metadata", "metadata", ColumnType.Pairs),
    ];

    /// <summary>What judgements are compared and grouped by.</summary>
    public static IReadOnlyList<Column> Scores { get; } =
    [
        new("id", "id"),
        new("name", "name"),
        new("traceId", "trace_id"),
        new("observationId", "span_id"),
        new("sessionId", "session_id"),
        new("source", "upper(source)"),
        new("dataType", "upper(data_type)"),
        new("stringValue", "string_value"),
        new("configId", "config_id"),
        new("environment", Environment),
        new("timestamp", "time", ColumnType.Time),
        new("value", "value", ColumnType.Number),
    ];

    /// <summary>What is measured of spans. Times are in milliseconds.</summary>
    public static IReadOnlyList<Column> SpanMeasures { get; } =
    [
        new("count", "1"),
        new("latency", "latency_ms"),
        new("streamingLatency", "latency_ms - ttft_ms"),
        new("timeToFirstToken", "ttft_ms"),
        new("inputTokens", "input_tokens"),
        new("outputTokens", "output_tokens"),
        new("totalTokens", "if(input_tokens IS NULL AND output_tokens IS NULL, NULL, ifNull(input_tokens, 0) + ifNull(output_tokens, 0))"),
        new("tokensPerSecond", "if(latency_ms > 0, (ifNull(input_tokens, 0) + ifNull(output_tokens, 0)) / (latency_ms / 1000), NULL)"),
        new("outputTokensPerSecond", "if(latency_ms > 0, output_tokens / (latency_ms / 1000), NULL)"),
        new("inputCost", "toFloat64(input_cost_usd)"),
        new("outputCost", "toFloat64(output_cost_usd)"),
        new("totalCost", "toFloat64(total_cost_usd)"),
        new("uniqueTraceIds", "spans.trace_id"),
        new("uniqueUserIds", "nullIf(if(spans.user_id != '', spans.user_id, whole.user_id), '')"),
        new("uniqueSessionIds", "nullIf(if(spans.session_id != '', spans.session_id, whole.session_id), '')"),
    ];

    /// <summary>What is measured of traces.</summary>
    public static IReadOnlyList<Column> TraceMeasures { get; } =
    [
        new("count", "1"),
        new("observationsCount", "observation_count"),
        new("errorCount", "error_count"),
        new("uniqueUserIds", "nullIf(user_id, '')"),
        new("uniqueSessionIds", "nullIf(session_id, '')"),
        new("latency", "latency_ms"),
        new("inputTokens", "input_tokens"),
        new("outputTokens", "output_tokens"),
        new("totalTokens", "if(input_tokens IS NULL AND output_tokens IS NULL, NULL, ifNull(input_tokens, 0) + ifNull(output_tokens, 0))"),
        new("totalCost", "toFloat64(total_cost_usd)"),
    ];

    /// <summary>What is measured of judgements.</summary>
    public static IReadOnlyList<Column> ScoreMeasures { get; } = [new("count", "1"), new("value", "value")];
}

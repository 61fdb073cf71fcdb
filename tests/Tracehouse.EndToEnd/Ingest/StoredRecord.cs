using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>Makes a record again of what the API tells of a span.</summary>
internal static class StoredRecord
{
    public static SpanRecord From(JsonElement span)
    {
        TraceId.TryParse(Text(span, "trace_id"), out var trace);
        SpanId.TryParse(Text(span, "span_id"), out var id);
        return new SpanRecord
        {
            Project = ProjectId.Default,
            TraceId = trace,
            SpanId = id,
            ParentSpanId = SpanId.TryParse(Text(span, "parent_span_id"), out var parent) ? parent : null,
            Kind = Enum.Parse<SpanKind>(Text(span, "kind")!, ignoreCase: true),
            Name = Text(span, "name")!,
            TraceName = Text(span, "trace_name"),
            Source = Text(span, "source")!,
            StartTime = span.GetProperty("created_at").GetDateTimeOffset(),
            Duration = TimeSpan.FromMilliseconds(span.GetProperty("latency_ms").GetDouble()),
            Status = Enum.Parse<SpanStatus>(Text(span, "status")!, ignoreCase: true),
            Level = Enum.Parse<SpanLevel>(Text(span, "level")!, ignoreCase: true),
            Error = span.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? new SpanError(Text(error, "type")!, Text(error, "message")!) : null,
            ModelAsked = Text(span, "model_asked")!,
            Model = Text(span, "model")!,
            Provider = Text(span, "provider")!,
            IsStream = span.GetProperty("is_stream").GetBoolean(),
            FinishReason = Text(span, "finish_reason"),
            Usage = new TokenUsage
            {
                Input = Number(span, "input_tokens"),
                Output = Number(span, "output_tokens"),
                CachedInput = Number(span, "cached_input_tokens"),
                Reasoning = Number(span, "reasoning_tokens"),
                Details = span.GetProperty("usage_details").EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetInt64()),
            },
            Cost = Text(span, "price_version") is { } version ? new Cost(span.GetProperty("input_cost_usd").GetDecimal(), span.GetProperty("output_cost_usd").GetDecimal(), version) : null,
            SessionId = Text(span, "session_id"),
            UserId = Text(span, "user_id"),
            Tags = [.. span.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)],
            Environment = Text(span, "environment"),
            Release = Text(span, "release"),
            PromptName = Text(span, "prompt_name"),
            PromptVersion = Text(span, "prompt_version"),
            Payload = new SpanPayload
            {
                InputText = Utf8Text.From(Text(span, "input_text") ?? ""),
                OutputText = Utf8Text.From(Text(span, "output_text") ?? ""),
                InputMessages = Json(span, "input_messages"),
                OutputMessages = Json(span, "output_messages"),
                Parameters = Json(span, "parameters"),
                Metadata = Json(span, "metadata"),
                Attributes = Json(span, "attributes"),
                Events = Json(span, "events"),
            },
        };
    }

    private static string? Text(JsonElement span, string name) => span.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Number(JsonElement span, string name) => span.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static Utf8Text Json(JsonElement span, string name) => Utf8Text.From(span.GetProperty(name).GetRawText());
}

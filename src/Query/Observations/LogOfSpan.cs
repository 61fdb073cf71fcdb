using System.Text.Json.Serialization;
using Tracehouse.Query.Traces;

namespace Tracehouse.Query.Observations;

/// <summary>What a log has told, and of which span.</summary>
internal sealed record LogOfSpan
{
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    [JsonPropertyName("time")]
    public long Time { get; init; }

    [JsonPropertyName("input_text")]
    public string InputText { get; init; } = "";

    [JsonPropertyName("output_text")]
    public string OutputText { get; init; } = "";

    [JsonPropertyName("input_messages")]
    public string InputMessages { get; init; } = "";

    [JsonPropertyName("output_messages")]
    public string OutputMessages { get; init; } = "";

    public SpanLog ToLog() => new() { Time = Time, InputText = InputText, OutputText = OutputText, InputMessages = InputMessages, OutputMessages = OutputMessages };
}

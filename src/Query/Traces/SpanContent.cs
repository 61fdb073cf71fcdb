using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>What was said in a span.</summary>
public sealed record SpanContent
{
    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    /// <summary>The span that this log tells of; empty for a span itself.</summary>
    [JsonInclude]
    [JsonPropertyName("log_of")]
    internal string LogOf { get; init; } = "";

    /// <summary>When it began, in microseconds.</summary>
    [JsonInclude]
    [JsonPropertyName("time")]
    internal long Time { get; init; }

    /// <summary>False when what was said was not to be kept; its texts and messages are then empty.</summary>
    [JsonPropertyName("content_kept")]
    public bool IsContentKept { get; init; } = true;

    [JsonPropertyName("input_text")]
    public string InputText { get => SaidText.OfInput(field, InputMessages); init; } = "";

    [JsonPropertyName("output_text")]
    public string OutputText { get => SaidText.OfOutput(field, OutputMessages); init; } = "";

    /// <summary>A JSON array of messages in the shape of the OpenAI chat API, or empty.</summary>
    [JsonPropertyName("input_messages")]
    public string InputMessages { get; init; } = "";

    /// <summary>A JSON array of messages in the shape of the OpenAI chat API, or empty.</summary>
    [JsonPropertyName("output_messages")]
    public string OutputMessages { get; init; } = "";

    /// <summary>The request's other parameters as a JSON object, or empty.</summary>
    [JsonPropertyName("parameters")]
    public string Parameters { get; init; } = "";
}

using System.Text;
using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>What was said in a span as it is stored: messages by their names, or in full where they are not stored by themselves.</summary>
internal sealed record StoredContent
{
    [JsonPropertyName("span_id")]
    public string SpanId { get; init; } = "";

    [JsonPropertyName("input_text")]
    public string InputText { get; init; } = "";

    [JsonPropertyName("output_text")]
    public string OutputText { get; init; } = "";

    [JsonPropertyName("input_messages")]
    public string InputMessages { get; init; } = "";

    [JsonPropertyName("output_messages")]
    public string OutputMessages { get; init; } = "";

    [JsonPropertyName("input_hashes")]
    public IReadOnlyList<string> InputNames { get; init; } = [];

    [JsonPropertyName("output_hashes")]
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    [JsonPropertyName("parameters")]
    public string Parameters { get; init; } = "";

    [JsonPropertyName("metadata")]
    public string Metadata { get; init; } = "";

    [JsonPropertyName("attempts")]
    public string Attempts { get; init; } = "";

    [JsonPropertyName("attributes")]
    public string Attributes { get; init; } = "";

    [JsonPropertyName("events")]
    public string Events { get; init; } = "";

    /// <summary>The span with what was said in it.</summary>
    public TraceDetail Into(TraceDetail span, IReadOnlyList<StoredMessage> messages)
    {
        var contents = messages.DistinctBy(message => message.Name, StringComparer.Ordinal).ToDictionary(message => message.Name, message => message.Content, StringComparer.Ordinal);
        return span with
        {
            InputText = InputText,
            OutputText = OutputText,
            InputMessages = InputNames.Count == 0 ? InputMessages : ArrayOf(InputNames, contents),
            OutputMessages = OutputNames.Count == 0 ? OutputMessages : ArrayOf(OutputNames, contents),
            Parameters = Parameters,
            Metadata = Metadata,
            Attempts = Attempts,
            Attributes = Attributes,
            Events = Events,
        };
    }

    private static string ArrayOf(IReadOnlyList<string> names, Dictionary<string, string> contents)
    {
        var array = new StringBuilder("[");
        foreach (var name in names)
        {
            array.Append(array.Length == 1 ? "" : ",").Append(contents.GetValueOrDefault(name));
        }

        return array.Append(']').ToString();
    }
}

/// <summary>A message that is stored by itself.</summary>
internal sealed record StoredMessage([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("content")] string Content);

using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Query.Traces;

namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>What was told of a span, read back.</summary>
internal sealed class SpanTold
{
    private readonly JsonObject _attributes;

    public SpanTold(string source, string attributes, string metadata)
    {
        _attributes = Object(attributes) ?? [];
        Meta = Object(metadata);
        IsOurs = source == OpperWords.Source;
    }

    public SpanTold(TraceDetail span)
        : this(span.Source, span.Attributes, span.Metadata)
    {
    }

    public JsonObject? Meta { get; }

    public string? Type => Word(OpperWords.Type);

    public string? Function => Word(OpperWords.Function);

    public int? Score => _attributes[OpperWords.Score] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<int>() : null;

    /// <summary>Whether it has an end. What came another way came when it was over.</summary>
    public bool HasEnded => !IsOurs || _attributes.ContainsKey(OpperWords.HasEnded);

    private bool IsOurs { get; }

    /// <summary>What went in, as it was given: text, or JSON.</summary>
    public JsonNode? Input(string text, string messages) => Said(text, messages, Word(OpperWords.InputForm));

    public JsonNode? Output(string text, string messages) => Said(text, messages, Word(OpperWords.OutputForm));

    /// <summary>The same as text.</summary>
    public static string? AsText(JsonNode? said) => said is null ? null : said.GetValueKind() == JsonValueKind.String ? said.GetValue<string>() : Wire.Answers.Text(said);

    private static JsonNode? Said(string text, string messages, string? form) => form switch
    {
        OpperWords.Text when text.Length > 0 => text,
        OpperWords.Json => Parse(messages) ?? Parse(text) ?? OrNull(text),
        _ => OrNull(text) ?? Parse(messages),
    };

    private static JsonNode? OrNull(string text) => text.Length > 0 ? text : null;

    private string? Word(string name) => _attributes[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonObject? Object(string json) => Parse(json) as JsonObject;

    private static JsonNode? Parse(string json)
    {
        try
        {
            return json.Length > 0 ? JsonNode.Parse(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

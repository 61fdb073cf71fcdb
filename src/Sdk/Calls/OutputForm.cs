using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Tracehouse.Wire;

namespace Tracehouse.Calls;

/// <summary>The form that the answer of a model must have: text, or JSON that follows the schema of a type.</summary>
/// <typeparam name="T">What the answer is.</typeparam>
internal sealed class OutputForm<T>
{
    private const string Wrapped = "value";
    private static readonly JsonSchemaExporterOptions Strict = new() { TreatNullObliviousAsNonNullable = true };

    private readonly Func<string, T> _read;

    private OutputForm(JsonObject? schema, Func<string, T> read) => (Schema, _read) = (schema, read);

    /// <summary>Null when the answer is text.</summary>
    public JsonObject? Schema { get; }

    public static OutputForm<string> Text { get; } = new(null, text => text);

    /// <summary>Models answer with objects only, so what is none is wrapped into one.</summary>
    public static OutputForm<T> Of(JsonTypeInfo<T> type)
    {
        var schema = type.GetJsonSchemaAsNode(Strict);
        return schema is not JsonObject given ? Open(type)
            : (string?)(given["type"] as JsonValue) is "object" ? new(given, text => Read(text, type))
            : new(new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [Wrapped] = given }, ["required"] = new JsonArray(Wrapped) }, text => Unwrap(text, type));
    }

    /// <summary>False says what is wrong, in words for the model.</summary>
    public bool TryRead(string answer, out T result, out string fault)
    {
        (result, fault) = (default!, "");
        try
        {
            result = _read(answer);
            return true;
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            fault = cause.Message;
            return false;
        }
    }

    /// <summary>A type that takes any JSON is asked for as an object of any properties.</summary>
    private static OutputForm<T> Open(JsonTypeInfo<T> type) => new(new JsonObject { ["type"] = "object" }, text => Read(text, type));

    private static T Read(string text, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(WithoutFence(text), type) ?? throw new JsonException("It is null.");

    private static T Unwrap(string text, JsonTypeInfo<T> type)
    {
        using var document = JsonDocument.Parse(WithoutFence(text));
        var value = document.RootElement.At(Wrapped);
        return value.ValueKind == JsonValueKind.Undefined ? throw new JsonException($"'{Wrapped}' is missing.") : value.Deserialize(type) ?? throw new JsonException($"'{Wrapped}' is null.");
    }

    /// <summary>Models like to put JSON between lines of three backticks.</summary>
    private static string WithoutFence(string content)
    {
        var text = content.Trim();
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        return text.StartsWith("```", StringComparison.Ordinal) && text.EndsWith("```", StringComparison.Ordinal) && line is > 0 and var first && first < text.Length - 3 ? text[first..^3] : text;
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracehouse.Wire;

/// <summary>JSON as it is sent, and values of the application as JSON.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonNode node) => node.ToJsonString(Readable);

    /// <summary>One attribute or field of the server's JSON; text where the value is nothing that JSON knows.</summary>
    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => element.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(element.GetRawText()),
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        double number when double.IsFinite(number) => JsonValue.Create(number),
        DateTimeOffset time => JsonValue.Create(time.ToString("O", CultureInfo.InvariantCulture)),
        _ => Parsed(Payloads.PayloadText.Of(value)),
    };

    /// <summary>What was said, as far as it may be kept: masked, and null where content is left out.</summary>
    public static JsonNode? OfContent(object? value) => value is string text ? Payloads.PayloadText.Of(text) is { } kept ? JsonValue.Create(kept) : null : Parsed(Payloads.PayloadText.Of(value));

    public static JsonObject? OfEach(IEnumerable<KeyValuePair<string, object?>>? values)
    {
        if (values is null)
        {
            return null;
        }

        var all = new JsonObject();
        foreach (var (name, value) in values)
        {
            all[name] = Of(value);
        }

        return all;
    }

    /// <summary>Undefined for what is no such object.</summary>
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Word(this JsonElement element, string name) => element.At(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long? Count(this JsonElement element, string name) => element.At(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;

    public static decimal? Amount(this JsonElement element, string name) => element.At(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var amount) ? amount : null;

    private static JsonNode? Parsed(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}

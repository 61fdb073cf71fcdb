using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Reads and writes JSON that others made, whatever is wrong with it.</summary>
internal static class JsonText
{
    private const int DepthMax = 256;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = DepthMax };
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Null when the text is not JSON of an object, a list or text in quotes.</summary>
    public static JsonDocument? Parse(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || start[0] is not ('{' or '[' or '"'))
        {
            return null;
        }

        // Half a character becomes U+FFFD, here or as an escape; readers would refuse it.
        var bytes = Encoding.UTF8.GetBytes(text);
        HalfCharacters.Mend(bytes);
        try
        {
            return JsonDocument.Parse(bytes, Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when the value is too deep or, as text, no JSON.</summary>
    public static JsonDocument? Parse(AttributeValue value)
    {
        if (value.Kind == AttributeKind.String)
        {
            return Parse(value.AsString()!);
        }

        if (value.Kind is not (AttributeKind.Array or AttributeKind.Map))
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var json = Writer(bytes))
        {
            value.WriteJson(json);
        }

        try
        {
            return JsonDocument.Parse(bytes.WrittenMemory, Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A writer that leaves all letters as they are, so that text can be searched.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> bytes) => new(bytes, Writing);

    /// <summary>Text as it is, anything else as JSON; empty for null.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    /// <summary>The first of these properties that is there and not null.</summary>
    public static JsonElement? First(JsonElement item, params ReadOnlySpan<string> names)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in names)
            {
                if (item.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null)
                {
                    return value;
                }
            }
        }

        return null;
    }

    /// <summary>The first of these properties that is text with something in it.</summary>
    public static string? FirstText(JsonElement item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (First(item, name) is { ValueKind: JsonValueKind.String } value && Of(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    public static JsonElement? Object(JsonElement item, params ReadOnlySpan<string> names) => OfKind(item, JsonValueKind.Object, names);

    public static JsonElement? Array(JsonElement item, params ReadOnlySpan<string> names) => OfKind(item, JsonValueKind.Array, names);

    private static JsonElement? OfKind(JsonElement item, JsonValueKind kind, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (First(item, name) is { } value && value.ValueKind == kind)
            {
                return value;
            }
        }

        return null;
    }
}

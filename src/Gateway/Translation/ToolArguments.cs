using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation;

/// <summary>The arguments of a tool call: text that holds an object in OpenAI's format, the object itself in others.</summary>
internal static class ToolArguments
{
    /// <summary>Writes the object that the text holds, as it stands there; for text that holds none, an object with the text in <c>_arguments</c>.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement? arguments)
    {
        if (arguments is { ValueKind: JsonValueKind.Object } value)
        {
            json.WriteRawValue(value.Raw(), skipInputValidation: true);
            return;
        }

        using var text = new PooledBytes();
        var written = arguments is { ValueKind: JsonValueKind.String } && TryUnescape(arguments.Value.Raw(), text) ? text.Span.Trim(" \t\r\n"u8) : default;
        if (IsObject(written))
        {
            json.WriteRawValue(written, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        if (arguments is { } other && !other.RawText().IsEmpty)
        {
            json.WritePropertyName("_arguments"u8);
            json.WriteRawValue(other.Raw(), skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static bool TryUnescape(ReadOnlySpan<byte> raw, PooledBytes text)
    {
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        try
        {
            text.Advance(reader.CopyString(text.GetSpan(raw.Length)));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsObject(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != (byte)'{')
        {
            return false;
        }

        var reader = new Utf8JsonReader(text, JsonText.Deep);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

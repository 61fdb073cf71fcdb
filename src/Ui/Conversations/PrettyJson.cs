using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracehouse.Query.Text;

namespace Tracehouse.Ui.Conversations;

/// <summary>JSON as people read it.</summary>
internal static class PrettyJson
{
    private const int BriefMax = 100;

    // The encoder that leaves letters alone is safe here, because Razor encodes every text once more.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text indented when it is an object or an array, and unchanged when it is anything else.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return text;
        }

        try
        {
            using var document = JsonDocument.Parse(LoneSurrogates.Mend(text));
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>Indented JSON on one line when it is short, and any other text unchanged.</summary>
    public static string Brief(string text)
    {
        if (text.Length > BriefMax * 2 || text is not ['{' or '[', ..])
        {
            return text;
        }

        // Line breaks within strings are escaped, so every one of these stands between two values.
        var line = string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= BriefMax ? line : text;
    }

    public static string Of(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

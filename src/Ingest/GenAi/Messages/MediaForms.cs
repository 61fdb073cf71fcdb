using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Reads images, sounds and files, in the form of any API or SDK, into that of OpenAI's.</summary>
internal static class MediaForms
{
    /// <summary>Null when it is none, or is in a form that is kept as it is.</summary>
    public static ContentPart? Read(string type, JsonElement part)
    {
        var mime = JsonText.FirstText(part, "mime_type", "mediaType", "mimeType", "media_type");
        return type switch
        {
            "blob" when JsonText.FirstText(part, "content", "data") is { } data => Of(JsonText.FirstText(part, "modality"), mime, Address(data, mime)),
            "uri" when JsonText.FirstText(part, "uri") is { } uri => Of(JsonText.FirstText(part, "modality"), mime, uri),
            "file" when JsonText.FirstText(part, "file_id") is { } id => FileOf("file_id", id, null),
            "image" when JsonText.FirstText(part, "image") is { } image => Of("image", mime, Address(image, mime)),
            "file" when JsonText.FirstText(part, "data", "url") is { } data => Of(null, mime, Address(data, mime), JsonText.FirstText(part, "filename")),
            _ => null,
        };
    }

    /// <summary>Null when it is none that Gemini or Genkit would write.</summary>
    public static ContentPart? ReadUntyped(JsonElement part)
    {
        if (JsonText.Object(part, "media", "inlineData", "inline_data", "fileData", "file_data") is not { } media)
        {
            return null;
        }

        var mime = JsonText.FirstText(media, "contentType", "mimeType", "mime_type");
        var address = JsonText.FirstText(media, "url", "fileUri", "file_uri") ?? (JsonText.FirstText(media, "data") is { } data ? Address(data, mime) : null);
        return address is null ? null : Of(null, mime, address);
    }

    public static ContentPart Image(string address) => Write("image_url", json =>
    {
        json.WriteStartObject("image_url");
        json.WriteString("url", address);
        json.WriteEndObject();
    });

    private static ContentPart Of(string? modality, string? mime, string address, string? name = null)
    {
        if (modality == "image" || mime?.StartsWith("image", StringComparison.Ordinal) == true || address.StartsWith("data:image/", StringComparison.Ordinal))
        {
            return Image(address);
        }

        var isInline = address.StartsWith("data:", StringComparison.Ordinal);
        var isAudio = modality == "audio" || mime?.StartsWith("audio", StringComparison.Ordinal) == true;
        return isAudio && isInline ? Audio(mime, address) : FileOf(isInline ? "file_data" : "file_url", address, name);
    }

    private static ContentPart Audio(string? mime, string address) => Write("input_audio", json =>
    {
        json.WriteStartObject("input_audio");
        json.WriteString("data", address[(address.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        json.WriteString("format", mime is null ? "" : mime[(mime.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        json.WriteEndObject();
    });

    private static ContentPart FileOf(string property, string value, string? name) => Write("file", json =>
    {
        json.WriteStartObject("file");
        json.WriteString(property, value);
        if (name is not null)
        {
            json.WriteString("filename", name);
        }

        json.WriteEndObject();
    });

    /// <summary>An address stays one; bytes in Base64 become one.</summary>
    private static string Address(string data, string? mime) =>
        data.StartsWith("data:", StringComparison.Ordinal) || data.Contains("://", StringComparison.Ordinal) ? data : $"data:{mime};base64,{data}";

    private static ContentPart Write(string type, Action<Utf8JsonWriter> body)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = JsonText.Writer(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            body(json);
            json.WriteEndObject();
        }

        return new ContentPart(null, Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}

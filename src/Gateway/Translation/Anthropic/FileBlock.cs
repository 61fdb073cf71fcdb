using System.Buffers.Text;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>A file that the user sent along, as a document.</summary>
internal static class FileBlock
{
    public static RequestFault? Write(Utf8JsonWriter json, ChatPart part, JsonElement? cacheControl)
    {
        var file = part.Json.Get("file") ?? default;
        json.WriteStartObject();
        json.WriteString("type"u8, "document"u8);
        if (!TryWriteSource(json, file))
        {
            return new RequestFault($"{part.Param}.file needs a file_id, or file_data such as data:application/pdf;base64,….", part.Param);
        }

        if (file.Get("filename") is { } name && part.Json.Get("title") is null)
        {
            json.WriteRaw("title", name.Raw());
        }

        PartBlocks.WriteMore(json, part.Json, cacheControl, "file");
        json.WriteEndObject();
        return null;
    }

    private static bool TryWriteSource(Utf8JsonWriter json, JsonElement file)
    {
        if (file.Get("file_data") is { ValueKind: JsonValueKind.String } data)
        {
            return TryWriteText(json, data) || PartBlocks.TryWriteSource(json, data);
        }

        if (file.Get("file_id") is not { } id)
        {
            return false;
        }

        json.WriteStartObject("source"u8);
        json.WriteString("type"u8, "file"u8);
        json.WriteRaw("file_id", id.Raw());
        json.WriteEndObject();
        return true;
    }

    /// <summary>Plain text is the one kind of document that Anthropic wants as text.</summary>
    private static bool TryWriteText(Utf8JsonWriter json, JsonElement url)
    {
        if (!DataUri.TryParse(url, out var data) || data.MediaType != "text/plain")
        {
            return false;
        }

        using var text = new PooledBytes();
        var room = text.GetSpan(Base64.GetMaxDecodedFromUtf8Length(data.Base64.Length));
        if (Base64.DecodeFromUtf8(data.Base64, room, out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        text.Advance(length);
        json.WriteStartObject("source"u8);
        json.WriteString("type"u8, "text"u8);
        json.WriteString("media_type"u8, "text/plain"u8);
        json.WriteString("data"u8, text.Span);
        json.WriteEndObject();
        return true;
    }
}

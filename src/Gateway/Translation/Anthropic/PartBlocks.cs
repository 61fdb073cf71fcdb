using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>What a message says, as blocks. Parts that OpenAI does not know are taken for Anthropic's own, and go as they are.</summary>
internal static class PartBlocks
{
    /// <summary>Writes the blocks of a message into the list that is open; a mark for the cache on the message goes to its last block.</summary>
    public static RequestFault? Write(Utf8JsonWriter json, ChatMessage message, bool endsMessage = true)
    {
        var parts = message.Parts.ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var mark = endsMessage && i == parts.Count - 1 ? message.Json.Get("cache_control") : null;
            if (Write(json, parts[i], mark) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Writes text, which is a string or a part, as a block.</summary>
    public static void WriteText(Utf8JsonWriter json, JsonElement text, JsonElement? cacheControl)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteRaw("text", text.ValueKind == JsonValueKind.String ? text.Raw() : text.GetRaw(text.Get("text") is null ? "refusal" : "text"));
        WriteMore(json, text, cacheControl, "text", "refusal");
        json.WriteEndObject();
    }

    /// <summary>Writes what a part has besides its content, and its mark for the cache.</summary>
    public static void WriteMore(Utf8JsonWriter json, JsonElement part, JsonElement? cacheControl, params ReadOnlySpan<string> but)
    {
        if (part.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in part.EnumerateObject())
            {
                var isMark = property.NameEquals("cache_control");
                if (property.Value.ValueKind != JsonValueKind.Null && !isMark && property.Name != "type" && !but.Contains(property.Name))
                {
                    json.WriteRaw(property.Name, property.Value.Raw());
                }
            }
        }

        if ((part.Get("cache_control") ?? cacheControl) is { } mark)
        {
            json.WriteRaw("cache_control", mark.Raw());
        }
    }

    private static RequestFault? Write(Utf8JsonWriter json, ChatPart part, JsonElement? cacheControl)
    {
        switch (part.Type)
        {
            case "text" or "refusal":
                WriteText(json, part.Json, cacheControl);
                return null;
            case "image_url":
                return WriteImage(json, part, cacheControl);
            case "file":
                return FileBlock.Write(json, part, cacheControl);
            case "" or "input_audio":
                return new RequestFault($"{part.Param} is {(part.Type.Length > 0 ? part.Type : "no part")}, which cannot be expressed for Anthropic.", part.Param);
            default:
                json.WriteStartObject();
                json.WriteString("type"u8, part.Type);
                WriteMore(json, part.Json, cacheControl);
                json.WriteEndObject();
                return null;
        }
    }

    private static RequestFault? WriteImage(Utf8JsonWriter json, ChatPart part, JsonElement? cacheControl)
    {
        if (part.ImageUrl is not { ValueKind: JsonValueKind.String } url)
        {
            return new RequestFault($"{part.Param}.image_url.url is missing.", part.Param);
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "image"u8);
        if (!TryWriteSource(json, url))
        {
            return new RequestFault($"{part.Param}.image_url.url is no data in base 64, such as data:image/png;base64,….", part.Param);
        }

        WriteMore(json, part.Json, cacheControl, "image_url");
        json.WriteEndObject();
        return null;
    }

    /// <summary>Writes an address, or the data in its place. False for data that is badly written.</summary>
    public static bool TryWriteSource(Utf8JsonWriter json, JsonElement url)
    {
        json.WriteStartObject("source"u8);
        if (DataUri.TryParse(url, out var data))
        {
            json.WriteString("type"u8, "base64"u8);
            json.WriteString("media_type"u8, data.MediaType);
            json.WriteRawText("data", data.Base64);
        }
        else
        {
            json.WriteString("type"u8, "url"u8);
            json.WriteRaw("url", url.Raw());
        }

        json.WriteEndObject();
        return data.MediaType is not null || !DataUri.IsData(url);
    }
}

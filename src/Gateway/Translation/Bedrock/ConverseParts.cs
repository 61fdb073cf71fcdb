using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Writes the parts of messages as blocks of Converse, which takes files by their bytes or out of S3, and never by an address.</summary>
internal sealed class ConverseParts(Utf8JsonWriter json)
{
    private const string S3 = "s3://";

    private readonly HashSet<string> _documents = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when it could be expressed.</summary>
    public RequestFault? Write(ChatPart part)
    {
        switch (part.Type)
        {
            case "text" or "refusal":
                json.WriteStartObject();
                json.WriteRaw("text", part.Text.ValueKind == JsonValueKind.String ? part.Text.Raw() : "\"\""u8);
                json.WriteEndObject();
                return null;
            case "image_url":
                return WriteFile(part, "image", part.ImageUrl, null);
            case "video_url":
                return WriteFile(part, "video", part.Json.Get("video_url")?.Get("url") ?? part.Json.Get("video_url"), null);
            case "file":
                return WriteDocument(part);
            case "input_audio" when part.Json.Get("input_audio") is { } audio && FileFormat.Of("audio", "", $"a.{audio.GetText("format")}") is { } format && audio.Get("data") is { } data:
                WriteBytes("audio", format, null, data.RawText());
                return null;
            case "" when IsNative(part.Json):
                json.WriteRawValue(part.Json.Raw(), skipInputValidation: true);
                return null;
            default:
                return new RequestFault($"{part.Param} is of the type \"{part.Type}\", which cannot be translated for Bedrock.", part.Param);
        }
    }

    /// <summary>Whether it is a block in Converse's own words, which has one property, named for what it is.</summary>
    public static bool IsNative(JsonElement block) => block.ValueKind == JsonValueKind.Object && block.EnumerateObject().Count() == 1;

    private RequestFault? WriteDocument(ChatPart part)
    {
        var file = part.Json.Get("file");
        if (file?.Get("file_data") is not { } data)
        {
            return new RequestFault($"{part.Param}.file has no file_data; Bedrock has none of the files that were given to OpenAI.", $"{part.Param}.file");
        }

        var fileName = file.Value.GetText("filename") ?? "";
        var kind = DataUri.TryParse(data, out var uri) && uri.MediaType.Split('/')[0] is "image" or "video" or "audio" ? uri.MediaType.Split('/')[0] : "document";
        return WriteFile(part, kind, data, fileName);
    }

    /// <summary>Writes a file that is given as data, or by its place in S3.</summary>
    private RequestFault? WriteFile(ChatPart part, string kind, JsonElement? address, string? fileName)
    {
        if (address?.Text() is not { } text)
        {
            return new RequestFault($"{part.Param} holds no {kind}.", part.Param);
        }

        var name = kind == "document" ? UniqueName(fileName ?? "") : null;
        if (DataUri.TryParse(address.Value, out var data))
        {
            if (FileFormat.Of(kind, data.MediaType, fileName ?? "") is not { } format)
            {
                return new RequestFault($"{part.Param} is of the type {data.MediaType}; of a {kind} Bedrock takes {FileFormat.All(kind)}.", part.Param);
            }

            WriteBytes(kind, format, name, data.Base64);
            return null;
        }

        if (text.StartsWith(S3, StringComparison.Ordinal) && FileFormat.Of(kind, "", text) is { } known)
        {
            WriteS3(kind, known, name, address.Value);
            return null;
        }

        return new RequestFault(
            $"{part.Param} gives its {kind} by an address, which Bedrock does not fetch; send the bytes as a data URI (data:image/png;base64,…) or an address in S3 (s3://bucket/file.png).", part.Param);
    }

    private void WriteBytes(string kind, string format, string? name, ReadOnlySpan<byte> base64)
    {
        Start(kind, format, name);
        json.WriteRawText("bytes", base64);
        End();
    }

    private void WriteS3(string kind, string format, string? name, JsonElement address)
    {
        Start(kind, format, name);
        json.WriteStartObject("s3Location"u8);
        json.WriteRaw("uri", address.Raw());
        json.WriteEndObject();
        End();
    }

    private void Start(string kind, string format, string? name)
    {
        json.WriteStartObject();
        json.WriteStartObject(kind);
        json.WriteString("format"u8, format);
        if (name is not null)
        {
            json.WriteString("name"u8, name);
        }

        json.WriteStartObject("source"u8);
    }

    private void End()
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A document's name may hold few characters, and no two documents may share it.</summary>
    private string UniqueName(string fileName)
    {
        var plain = Path.GetFileNameWithoutExtension(fileName).Select(character => char.IsAsciiLetterOrDigit(character) || "-()[]".Contains(character) ? character : ' ');
        var name = string.Join(' ', string.Concat(plain).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        name = name.Length > 0 ? name : "document";
        var unique = name;
        for (var number = 2; !_documents.Add(unique); number++)
        {
            unique = $"{name} {number}";
        }

        return unique;
    }
}

using System.Text;
using System.Text.Json;
using Tracehouse.Ui.Formatting;

namespace Tracehouse.Ui.Conversations;

/// <summary>Reads the pieces of a message, as OpenAI and Anthropic write them.</summary>
internal static class PartReader
{
    private const int AddressCharactersMax = 300;

    public static Part Read(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            return new Part(PartKind.Text, part.GetString()!);
        }

        if (part.ValueKind != JsonValueKind.Object)
        {
            return Unknown(part);
        }

        return Text(part, "type") switch
        {
            "text" or "input_text" or "output_text" when IsText(part, "text") => new Part(PartKind.Text, Text(part, "text")),
            "thinking" when IsText(part, "thinking") => new Part(PartKind.Thinking, Text(part, "thinking")),
            "refusal" when IsText(part, "refusal") => new Part(PartKind.Refusal, Text(part, "refusal")),
            "tool_use" => new Part(PartKind.ToolCall, part.TryGetProperty("input", out var input) ? Pretty(input) : "", Text(part, "name"), Text(part, "id")),
            "tool_result" => new Part(
                PartKind.ToolResult, part.TryGetProperty("content", out var result) ? Flat(result) : "", "", Text(part, "tool_use_id")),
            "image_url" or "input_image" when part.TryGetProperty("image_url", out var image) => Media("Image", AddressOf(image)),
            "image" when part.TryGetProperty("source", out var source) => Media("Image", SourceOf(source)),
            "document" when part.TryGetProperty("source", out var source) => Media("Document", SourceOf(source)),
            "input_audio" when part.TryGetProperty("input_audio", out var audio) => Encoded("Audio", Text(audio, "format"), Text(audio, "data")),
            "file" when part.TryGetProperty("file", out var file) => FileOf(file),
            _ => Unknown(part),
        };
    }

    /// <summary>A tool call: an entry of <c>tool_calls</c>, or the older <c>function_call</c>.</summary>
    public static Part Call(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object)
        {
            return Unknown(call);
        }

        var function = call.TryGetProperty("function", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : call;
        var arguments = function.TryGetProperty("arguments", out var given) ? Pretty(given) : "";
        return new Part(PartKind.ToolCall, arguments, Text(function, "name"), Text(call, "id"));
    }

    /// <summary>Text as text, parts one after the other, anything else as JSON.</summary>
    public static string Flat(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.Array)
        {
            return string.Join("\n\n", content.EnumerateArray().Select(Read).Select(part => part.Kind == PartKind.Media ? $"[{part.Title}] {part.Text}" : part.Text));
        }

        return Pretty(content);
    }

    public static Part Unknown(JsonElement part) => new(PartKind.Json, Pretty(part), part.ValueKind == JsonValueKind.Object ? Text(part, "type") : "");

    /// <summary>A property's text; empty when it is missing or is no text.</summary>
    public static string Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Indented JSON; text that holds JSON is read first, and other text stays as it is.</summary>
    public static string Pretty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => PrettyJson.Of(value.GetString()!),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => PrettyJson.Of(value),
    };

    private static bool IsText(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static string AddressOf(JsonElement image) => image.ValueKind == JsonValueKind.String ? image.GetString()! : Text(image, "url");

    private static string SourceOf(JsonElement source) => Text(source, "url") is { Length: > 0 } url
        ? url
        : $"data:{Text(source, "media_type")};base64,{Text(source, "data")}";

    private static Part FileOf(JsonElement file) => Text(file, "file_data") is { Length: > 0 } data
        ? Media("File " + Text(file, "filename"), data)
        : new Part(PartKind.Media, Text(file, "file_id"), "File " + Text(file, "filename"));

    private static Part Media(string title, string address)
    {
        if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return new Part(PartKind.Media, address.Length > AddressCharactersMax ? address[..AddressCharactersMax] + "…" : address, title);
        }

        var comma = address.IndexOf(',', StringComparison.Ordinal);
        return comma < 0
            ? new Part(PartKind.Media, address[..Math.Min(address.Length, AddressCharactersMax)], title)
            : Encoded(title, address[5..comma].Replace(";base64", "", StringComparison.OrdinalIgnoreCase), address[(comma + 1)..]);
    }

    private static Part Encoded(string title, string format, string base64)
    {
        var text = new StringBuilder(format);
        text.Append(text.Length > 0 ? ", " : "").Append(Quantity.Bytes(base64.Length * 3L / 4)).Append(", inline");
        return new Part(PartKind.Media, text.ToString(), title);
    }
}

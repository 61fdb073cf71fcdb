using System.Text.Json;

namespace Tracehouse.Wire;

/// <summary>What an answer that is an error says, in any of the shapes that the server has: its own, OpenAI's, and those of the doors for other clients.</summary>
internal static class ErrorBody
{
    private const int ShownMax = 500;

    /// <summary>An empty code when there is none. Never throws.</summary>
    public static (string Code, string Message) Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement) is { } said ? said : ("", Shown(body));
        }
        catch (JsonException)
        {
            return ("", Shown(body));
        }
    }

    /// <summary>Null when it is no error.</summary>
    public static (string Code, string Message)? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (body.TryGetProperty("error", out var error))
        {
            return error.ValueKind == JsonValueKind.String ? ("", Shown(error.GetString()!)) : Read(error);
        }

        return Word(body, "message") is { } message ? (Word(body, "code") ?? Word(body, "type") ?? "", Shown(message)) : null;
    }

    private static string? Word(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shown(string text) => text.Length <= ShownMax ? text : text[..ShownMax];
}

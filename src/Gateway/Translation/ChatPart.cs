using System.Text.Json;

namespace Tracehouse.Gateway.Translation;

/// <summary>One part of what a message says.</summary>
/// <param name="Param">How a fault names it.</param>
/// <param name="Type">What it is; nothing when it does not say.</param>
/// <param name="Json">All of it; a string when it is plain text.</param>
internal readonly record struct ChatPart(string Param, string Type, JsonElement Json)
{
    /// <summary>The text of a part that is text or a refusal.</summary>
    public JsonElement Text => Json.ValueKind == JsonValueKind.String ? Json : Json.Get(Type == "refusal" ? "refusal" : "text") ?? default;

    /// <summary>The address of an image, which may be data.</summary>
    public JsonElement? ImageUrl => Json.Get("image_url") is { } image ? image.ValueKind == JsonValueKind.String ? image : image.Get("url") : null;
}

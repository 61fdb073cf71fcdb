using System.Text.Json;

namespace Tracehouse.Gateway.Translation;

/// <summary>One message of a request.</summary>
/// <param name="Index">Its place among the messages.</param>
/// <param name="Role">Who says it.</param>
/// <param name="Json">All of it.</param>
internal readonly record struct ChatMessage(int Index, string Role, JsonElement Json)
{
    /// <summary>How a fault names it.</summary>
    public string Param => $"messages[{Index}]";

    /// <summary>What it says. Plain text is one part, and empty text none.</summary>
    public IEnumerable<ChatPart> Parts
    {
        get
        {
            var param = $"{Param}.content";
            return Json.Get("content") switch
            {
                { ValueKind: JsonValueKind.String } text => text.RawText().IsEmpty ? [] : [new ChatPart(param, "text", text)],
                { ValueKind: JsonValueKind.Array } parts => parts.EnumerateArray()
                    .Select((part, index) => new ChatPart($"{param}[{index}]", PartTypeOf(part), part))
                    .Where(part => part.Type != "text" || !part.Text.RawText().IsEmpty),
                null => [],
                { } other => [new ChatPart(param, "", other)],
            };
        }
    }

    public IEnumerable<JsonElement> ToolCalls => Json.Get("tool_calls").Items();

    private static string PartTypeOf(JsonElement part) => part.ValueKind == JsonValueKind.String ? "text" : part.GetText("type") ?? "";
}

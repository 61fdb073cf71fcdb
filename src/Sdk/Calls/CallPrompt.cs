using System.Text.Json.Nodes;
using Tracehouse.Wire;

namespace Tracehouse.Calls;

/// <summary>A call as a request of OpenAI's chat format.</summary>
internal sealed class CallPrompt
{
    private readonly JsonArray _messages = [];
    private readonly JsonObject? _schema;

    public CallPrompt(string name, string? instructions, string? input, JsonObject? schema)
    {
        _schema = schema;
        var form = schema is null ? null : $"Answer with JSON alone, without any other text. It must follow this JSON Schema:\n{JsonText.Of((JsonNode)schema)}";
        if (string.Join("\n\n", new[] { instructions, form }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } system)
        {
            Add("system", system);
        }

        Add("user", input ?? name);
    }

    /// <summary>Shows the model its answer and what is wrong with it.</summary>
    public void Correct(string answer, string fault)
    {
        Add("assistant", answer);
        Add("user", $"That does not follow the JSON Schema: {fault} Answer again, with JSON alone.");
    }

    public JsonObject ToRequest(string model, JsonObject? parameters)
    {
        var request = new JsonObject { ["model"] = model, ["messages"] = _messages.DeepClone() };
        if (_schema is not null)
        {
            request["response_format"] = new JsonObject
            {
                ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "answer", ["schema"] = _schema.DeepClone() },
            };
        }

        foreach (var (key, value) in parameters ?? [])
        {
            request[key] = value?.DeepClone();
        }

        return request;
    }

    private void Add(string role, string content) => _messages.Add((JsonNode)new JsonObject { ["role"] = role, ["content"] = content });
}

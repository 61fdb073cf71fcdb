using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>A call as a request of OpenAI's chat format.</summary>
internal sealed class Prompt
{
    private readonly CallRequest _call;
    private readonly JsonArray _messages = [];

    public Prompt(CallRequest call, IReadOnlyList<CallExample> examples)
    {
        _call = call;
        var system = new StringBuilder(call.Instructions ?? "");
        if (HasSchema)
        {
            Paragraph(system, $"Answer with JSON alone, without any other text. It must follow this JSON Schema:\n{call.OutputSchema.GetRawText()}");
        }

        if (call.InputSchema.ValueKind == JsonValueKind.Object)
        {
            Paragraph(system, $"The input follows this JSON Schema:\n{call.InputSchema.GetRawText()}");
        }

        if (system.Length > 0)
        {
            Add("system", system.ToString());
        }

        foreach (var example in examples)
        {
            Add("user", example.Input);
            Add("assistant", example.Output);
        }

        if (call.Messages.ValueKind == JsonValueKind.Array)
        {
            foreach (var message in call.Messages.EnumerateArray())
            {
                _messages.Add(JsonNode.Parse(message.GetRawText()));
            }
        }
        else
        {
            Add("user", call.Input.ValueKind switch { JsonValueKind.Undefined => call.Name, JsonValueKind.String => call.Input.GetString()!, _ => call.Input.GetRawText() });
        }
    }

    /// <summary>Whether the answer must follow a schema.</summary>
    public bool HasSchema => _call.OutputSchema.ValueKind == JsonValueKind.Object;

    /// <summary>Shows the model its answer and what is wrong with it.</summary>
    public void Correct(string answer, string fault)
    {
        Add("assistant", answer);
        Add("user", $"That does not follow the JSON Schema: {fault} Answer again, with JSON alone.");
    }

    /// <summary>The request for one of the models.</summary>
    public JsonObject For(CallModel model, bool isStream)
    {
        var request = new JsonObject { ["model"] = model.Name, ["messages"] = _messages.DeepClone() };
        if (HasSchema)
        {
            request["response_format"] = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = "answer", ["schema"] = JsonNode.Parse(_call.OutputSchema.GetRawText()) },
            };
        }

        foreach (var options in new[] { _call.Parameters, model.Options })
        {
            if (options.ValueKind == JsonValueKind.Object)
            {
                foreach (var option in options.EnumerateObject())
                {
                    request[option.Name] = JsonNode.Parse(option.Value.GetRawText());
                }
            }
        }

        if (isStream)
        {
            request["stream"] = true;
            request["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        return request;
    }

    private static void Paragraph(StringBuilder text, string more) => text.Append(text.Length > 0 ? "\n\n" : "").Append(more);

    private void Add(string role, string content) => _messages.Add(new JsonObject { ["role"] = role, ["content"] = content });
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>How a call is made; written with dots by newer clients, as objects by older ones.</summary>
internal sealed class CallConfiguration(JsonElement configuration)
{
    private static readonly string[] OfModel = ["temperature", "max_tokens", "reasoning_effort", "top_p"];

    public int? Whole(string group, string name)
    {
        var value = new Fields(configuration).Any($"invocation.{group}.{name}");
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            value = new Fields(new Fields(new Fields(configuration).Any("invocation")).Any(group)).Any(name);
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
    }

    /// <summary>Parameters for the model, from wherever the generations have them.</summary>
    public JsonElement Parameters(Fields request)
    {
        var all = new JsonObject();
        if (new Fields(configuration).Any("model_parameters") is { ValueKind: JsonValueKind.Object } given)
        {
            all = JsonObject.Create(given)!;
        }

        foreach (var name in OfModel)
        {
            if (request.Any(name) is { ValueKind: not JsonValueKind.Undefined } value)
            {
                all[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return all.Count > 0 ? JsonElement.Parse(Answers.Text(all)) : default;
    }
}

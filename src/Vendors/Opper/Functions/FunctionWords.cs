using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Functions;

/// <summary>What can be said of a function, by the names of the second generation.</summary>
internal static class FunctionWords
{
    private static readonly string[] Kept = ["description", "instructions", "input_schema", "output_schema", "model", "configuration", "few_shot", "few_shot_count"];

    /// <summary>Reads it from a body of any generation. The faults are those of the fields.</summary>
    public static JsonObject Read(Fields fields)
    {
        CallRequest.Read(fields, "function");
        fields.Text("description");
        var said = new JsonObject();
        foreach (var name in Kept)
        {
            if (fields.Any(name) is { ValueKind: not JsonValueKind.Undefined } value)
            {
                said[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        // The first generation calls it by another name.
        if (fields.Any("out_schema") is { ValueKind: JsonValueKind.Object } schema)
        {
            said["output_schema"] = JsonNode.Parse(schema.GetRawText());
        }

        if (fields.Text("name", "path") is { Length: > 0 } called)
        {
            said["name"] = called;
        }

        return said;
    }
}

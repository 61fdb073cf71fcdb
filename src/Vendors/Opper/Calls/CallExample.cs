using System.Text.Json;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>What should come out for what goes in, shown to the model.</summary>
internal sealed record CallExample(string Input, string Output)
{
    /// <summary>Those of a request.</summary>
    public static IReadOnlyList<CallExample> ReadAll(Fields fields)
    {
        var list = fields.Any("examples");
        if (list.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Array))
        {
            fields.Blame<string>("'examples' must be a list.");
            return [];
        }

        return list.ValueKind == JsonValueKind.Undefined ? [] : [.. list.EnumerateArray().Select(one => new Fields(one)).Select(one => new CallExample(one.Said("input") ?? "", one.Said("output", "expected") ?? ""))];
    }
}

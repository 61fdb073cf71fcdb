using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>The older shape of usage: tokens and costs in one object.</summary>
internal static class UsageShape
{
    private static readonly string[] CostNames = ["inputCost", "outputCost", "totalCost"];

    /// <summary>What it counts, as JSON; null when nothing, or when it counts something else than tokens.</summary>
    public static string? Tokens(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object || (usage.TryGetProperty("unit", out var unit) && unit.ValueKind == JsonValueKind.String && unit.GetString() is not ("TOKENS" or "")))
        {
            return null;
        }

        return Json(usage.EnumerateObject().Where(item => item.Name != "unit" && !CostNames.Contains(item.Name)).Select(item => (item.Name, item.Value)));
    }

    /// <summary>What it cost, as JSON; null when it does not say.</summary>
    public static string? Costs(JsonElement usage) => usage.ValueKind == JsonValueKind.Object
        ? Json(usage.EnumerateObject().Where(item => CostNames.Contains(item.Name)).Select(item => (item.Name[..^"Cost".Length], item.Value)))
        : null;

    private static string? Json(IEnumerable<(string Name, JsonElement Value)> items)
    {
        var map = new JsonObject();
        foreach (var (name, value) in items)
        {
            if (value.ValueKind is JsonValueKind.Number or JsonValueKind.Object)
            {
                map[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return map.Count > 0 ? map.ToJsonString() : null;
    }
}

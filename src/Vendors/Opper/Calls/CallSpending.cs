using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>What a call has spent so far, all of its tries together.</summary>
internal sealed class CallSpending
{
    private readonly HashSet<string> _models = [];

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    public decimal? Cost { get; private set; }

    public int Calls { get; private set; }

    public IEnumerable<string> Models => _models;

    /// <summary>Adds what the end of an answer tells.</summary>
    public void Add(JsonElement answer, string? costHeader)
    {
        var fields = new Fields(answer);
        var usage = new Fields(fields.Any("usage"));
        Calls++;
        InputTokens += (long)(usage.Number("prompt_tokens") ?? 0);
        OutputTokens += (long)(usage.Number("completion_tokens") ?? 0);
        if (fields.Any("_cost") is { ValueKind: JsonValueKind.Number } cost && cost.TryGetDecimal(out var amount)
            || decimal.TryParse(costHeader, NumberStyles.Float, CultureInfo.InvariantCulture, out amount))
        {
            Cost = (Cost ?? 0) + amount;
        }

        if (fields.Text("model") is { Length: > 0 } model)
        {
            _models.Add(model);
        }
    }

    public JsonObject ToUsage() => new()
    {
        ["input_tokens"] = InputTokens, ["output_tokens"] = OutputTokens, ["total_tokens"] = InputTokens + OutputTokens, ["prompt_tokens"] = InputTokens, ["completion_tokens"] = OutputTokens,
    };

    public JsonObject? ToCost() => Cost is null ? null : new JsonObject { ["generation"] = Cost, ["platform"] = 0, ["total"] = Cost };
}

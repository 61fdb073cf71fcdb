using System.Globalization;
using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Usage;

/// <summary>Reads what a span says it cost. Senders that do not know a price say zero, so zero is not believed.</summary>
internal static class CostReader
{
    /// <summary>What stands for the version of the prices when the sender worked the cost out.</summary>
    public const string Given = "given";

    private const decimal UsdMax = 1_000_000_000;

    /// <summary>Null when the span does not say.</summary>
    public static Cost? Read(SpanDraft draft)
    {
        if (draft.Has(Field.CostMap) && FromMap(draft) is { } cost)
        {
            draft.Use(Field.CostMap);
            return cost;
        }

        cost = Of(Usd(draft.Value(Field.CostInput).AsDouble()), Usd(draft.Value(Field.CostOutput).AsDouble()), Usd(draft.Value(Field.CostTotal).AsDouble()));
        if (cost is not null)
        {
            draft.Use(Field.CostInput);
            draft.Use(Field.CostOutput);
            draft.Use(Field.CostTotal);
        }

        return cost;
    }

    private static Cost? FromMap(SpanDraft draft)
    {
        using var json = JsonText.Parse(draft.Value(Field.CostMap));
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var map = json.RootElement;
        return Of(Usd(map, "input", "input_cost"), Usd(map, "output", "output_cost"), Usd(map, "total", "total_cost"));
    }

    /// <summary>What is in the total and in neither part goes to the input, as the cache does.</summary>
    private static Cost? Of(decimal? input, decimal? output, decimal? total)
    {
        var sum = total ?? (input ?? 0) + (output ?? 0);
        return sum <= 0 || sum < (output ?? 0) ? null : new Cost(sum - (output ?? 0), output ?? 0, Given);
    }

    private static decimal? Usd(JsonElement map, params ReadOnlySpan<string> names) => JsonText.First(map, names) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var usd) => InRange(usd),
        { ValueKind: JsonValueKind.String } text
            when decimal.TryParse(JsonText.Of(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var usd) => InRange(usd),
        _ => null,
    };

    private static decimal? Usd(double? usd) => usd is >= 0 and < (double)UsdMax ? (decimal)usd.Value : null;

    private static decimal? InRange(decimal usd) => usd is >= 0 and < UsdMax ? usd : null;
}

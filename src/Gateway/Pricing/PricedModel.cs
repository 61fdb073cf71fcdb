using System.Text.Json;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A model of the price table.</summary>
/// <param name="Id">Its name in the table.</param>
/// <param name="Match">Which names mean it.</param>
/// <param name="Prices">The later ones go before the earlier ones when both are in force.</param>
internal sealed record PricedModel(string Id, ModelMatch Match, IReadOnlyList<ModelPrice> Prices)
{
    // OpenRouter calls its models so that cost nothing, and they have no prices in the data.
    private const string FreeSuffix = ":free";

    /// <summary>Throws when the data is not what is expected.</summary>
    public static PricedModel From(JsonElement json)
    {
        var prices = json.GetProperty("prices");
        var id = json.GetProperty("id").GetString()!;
        return new PricedModel(
            id,
            ModelMatch.From(json.GetProperty("match")),
            prices.ValueKind == JsonValueKind.Array ? [.. prices.EnumerateArray().Select(ReadOne)]
            : id.EndsWith(FreeSuffix, StringComparison.Ordinal) && !prices.EnumerateObject().Any() ? [ModelPrice.Fixed([])]
            : [ModelPrice.From(prices, PriceCondition.Always)]);
    }

    public ModelPrice PriceAt(DateTimeOffset time)
    {
        for (var i = Prices.Count - 1; i > 0; i--)
        {
            if (Prices[i].Condition.Holds(time))
            {
                return Prices[i];
            }
        }

        return Prices[0];
    }

    private static ModelPrice ReadOne(JsonElement json)
    {
        var isConditional = json.TryGetProperty("constraint", out var condition) && condition.ValueKind == JsonValueKind.Object;
        return ModelPrice.From(json.GetProperty("prices"), isConditional ? PriceCondition.From(condition) : PriceCondition.Always);
    }
}

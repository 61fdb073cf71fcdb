using System.Text.Json;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A model of the price table.</summary>
/// <param name="Id">Its name in the table.</param>
/// <param name="Match">Which names mean it.</param>
/// <param name="Prices">The later ones go before the earlier ones when both are in force.</param>
internal sealed record PricedModel(string Id, ModelMatch Match, IReadOnlyList<ModelPrice> Prices)
{
    public static PricedModel From(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        ModelMatch.From(json.GetProperty("match")),
        [.. json.GetProperty("prices").EnumerateArray().Select(ModelPrice.From)]);

    public ModelPrice PriceAt(DateTimeOffset time)
    {
        for (var i = Prices.Count - 1; i > 0; i--)
        {
            if (Prices[i].IsInForce(time))
            {
                return Prices[i];
            }
        }

        return Prices[0];
    }
}

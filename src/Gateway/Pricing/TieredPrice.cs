using System.Text.Json;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A price that may change with the length of the prompt: the whole prompt is billed at the tier that it reaches.</summary>
internal sealed class TieredPrice(decimal start, IReadOnlyList<(long Start, decimal Price)> tiers)
{
    public static TieredPrice From(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Number)
        {
            return new TieredPrice(json.GetDecimal(), []);
        }

        var tiers = json.GetProperty("tiers").EnumerateArray()
            .Select(tier => (tier.GetProperty("start").GetInt64(), tier.GetProperty("price").GetDecimal()))
            .OrderBy(tier => tier.Item1);
        return new TieredPrice(json.GetProperty("base").GetDecimal(), [.. tiers]);
    }

    public decimal For(long inputTokens)
    {
        var price = start;
        foreach (var tier in tiers)
        {
            price = inputTokens > tier.Start ? tier.Price : price;
        }

        return price;
    }
}

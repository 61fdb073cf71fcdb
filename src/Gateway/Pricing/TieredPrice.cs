using System.Text.Json;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A price that may change with the length of the prompt: the whole call is billed at the tier that the prompt reaches.</summary>
/// <param name="Start">The price of a short prompt.</param>
/// <param name="Tiers">What it is for prompts of more tokens than that, the shortest first.</param>
internal sealed record TieredPrice(decimal Start, IReadOnlyList<(long Above, decimal Usd)> Tiers)
{
    /// <summary>No price of tokens is near it; it keeps sums within what a decimal holds.</summary>
    public const decimal UsdMax = 1_000_000m;

    /// <summary>Throws <see cref="InvalidDataException"/> for what is no price.</summary>
    public static TieredPrice From(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Number)
        {
            return new TieredPrice(ReadUsd(json), []);
        }

        var tiers = json.GetProperty("tiers").EnumerateArray()
            .Select(tier => (Above: tier.GetProperty("start").GetInt64(), Usd: ReadUsd(tier.GetProperty("price"))))
            .OrderBy(tier => tier.Above);
        return new TieredPrice(ReadUsd(json.GetProperty("base")), [.. tiers]);
    }

    public decimal For(long inputTokens)
    {
        var price = Start;
        foreach (var (above, usd) in Tiers)
        {
            price = inputTokens > above ? usd : price;
        }

        return price;
    }

    public TieredPrice Times(decimal factor) => new(Start * factor, [.. Tiers.Select(tier => (tier.Above, tier.Usd * factor))]);

    private static decimal ReadUsd(JsonElement json)
    {
        var usd = json.GetDecimal();
        return usd is >= 0 and <= UsdMax ? usd : throw new InvalidDataException($"{usd} is no price.");
    }
}

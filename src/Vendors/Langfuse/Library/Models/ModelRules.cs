using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Library.Models;

/// <summary>What a model that somebody makes must be like.</summary>
internal static class ModelRules
{
    private const int WordCharactersMax = 255;
    private const int PatternCharactersMax = 2_000;
    private const decimal UsdMax = 1_000;

    private static readonly string[] Units = ["CHARACTERS", "TOKENS", "MILLISECONDS", "SECONDS", "IMAGES", "REQUESTS"];

    /// <summary>The answer to what is wrong with it; null when nothing is.</summary>
    public static IResult? FindFault(ModelRequest model) =>
        model.ModelName is not { Length: > 0 and <= WordCharactersMax } ? Refuse.InvalidField("modelName", $"'modelName' must have 1 to {WordCharactersMax} characters.")
        : !IsPattern(model.MatchPattern) ? Refuse.InvalidField("matchPattern", $"'matchPattern' must be a regular expression of up to {PatternCharactersMax} characters, such as (?i)^(my-model)$.")
        : model.Unit is not null && !Units.Contains(model.Unit) ? Refuse.InvalidField("unit", $"'unit' is '{model.Unit}'; it must be one of {string.Join(", ", Units)}.")
        : model.TokenizerId is not (null or "openai" or "claude") ? Refuse.InvalidField("tokenizerId", $"'tokenizerId' is '{model.TokenizerId}'; it must be openai or claude.")
        : new[] { model.InputPrice, model.OutputPrice, model.TotalPrice } is var flat && flat.Any(price => price is < 0 or > UsdMax) ? Refuse.InvalidField("inputPrice", $"A price must be from 0 to {UsdMax} US dollars.")
        : model.TotalPrice is not null && (model.InputPrice is not null || model.OutputPrice is not null)
            ? Refuse.InvalidField("totalPrice", "'totalPrice' stands instead of 'inputPrice' and 'outputPrice', not beside them.")
        : model.PricingTiers is not { Count: > 0 } tiers ? null
        : flat.Any(price => price is not null) ? Refuse.InvalidField("pricingTiers", "Give either 'pricingTiers' or prices without tiers, not both.")
        : FindTierFault(tiers);

    private static IResult? FindTierFault(IReadOnlyList<TierRequest> tiers)
    {
        for (var index = 0; index < tiers.Count; index++)
        {
            var tier = tiers[index];
            var isDefault = tier?.IsDefault == true;
            var fault = tier?.Name is not { Length: > 0 and <= WordCharactersMax } ? ("name", "A tier needs a name.")
                : tier.Priority is not >= 0 ? ("priority", "'priority' must be a whole number from 0.")
                : tier.Prices is not { Count: > 0 } prices || prices.Values.Any(price => price is < 0 or > UsdMax) ? ("prices", $"'prices' must name at least one price, each from 0 to {UsdMax} US dollars.")
                : isDefault && (tier.Priority != 0 || tier.Conditions is { Count: > 0 }) ? ("isDefault", "The default tier has the priority 0 and no conditions.")
                : !isDefault && tier.Conditions is not { Count: > 0 } ? ("conditions", "A tier that is not the default needs conditions.")
                : tier.Conditions?.Any(condition => ModelPrices.Condition(condition) is { } one && !IsPattern(one.Pattern)) == true ? ("conditions", "'usageDetailPattern' must be a regular expression.")
                : ("", "");
            if (fault.Item1.Length > 0)
            {
                return Refuse.InvalidField($"pricingTiers.{index}.{fault.Item1}", fault.Item2);
            }
        }

        return tiers.Count(tier => tier.IsDefault == true) != 1 ? Refuse.InvalidField("pricingTiers", "Exactly one tier must be the default.")
            : tiers.DistinctBy(tier => tier.Priority).Count() != tiers.Count || tiers.DistinctBy(tier => tier.Name).Count() != tiers.Count
                ? Refuse.InvalidField("pricingTiers", "No two tiers may have the same name or priority.")
            : null;
    }

    private static bool IsPattern(string? pattern)
    {
        try
        {
            return pattern is { Length: > 0 and <= PatternCharactersMax } && new Regex(pattern) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

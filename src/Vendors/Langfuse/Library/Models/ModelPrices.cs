using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Library.Models;

/// <summary>What a request says of a model as prices that calls are charged by.</summary>
internal static class ModelPrices
{
    /// <summary>The rules must have found nothing wrong with the request.</summary>
    public static ProjectModel Of(ProjectId project, string id, ModelRequest request, DateTimeOffset createdAt) => new(project, id, request.ModelName!, request.MatchPattern!)
    {
        Since = request.StartDate,
        Tiers = request.PricingTiers is { Count: > 0 } tiers ? [.. tiers.Select(Tier)] : Flat(request) is { Count: > 0 } prices ? [new ModelTier(0, true, [], prices)] : [],
        Said = new Utf8Text(JsonSerializer.SerializeToUtf8Bytes(request, ModelJson.Readable.ModelRequest)),
        CreatedAt = createdAt,
        ChangedAt = createdAt,
    };

    /// <summary>The request that a model was made by.</summary>
    public static ModelRequest Said(ProjectModel model) => JsonSerializer.Deserialize(model.Said.Bytes.Span, ModelJson.Readable.ModelRequest)!;

    /// <summary>Prices without tiers.</summary>
    public static Dictionary<string, decimal> Flat(ModelRequest model)
    {
        var prices = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, price) in new[] { ("input", model.InputPrice), ("output", model.OutputPrice), ("total", model.TotalPrice) })
        {
            if (price is { } known)
            {
                prices[name] = known;
            }
        }

        return prices;
    }

    /// <summary>Null for a condition that is not about usage: it never holds here.</summary>
    public static UsageCondition? Condition(JsonElement condition) =>
        condition.ValueKind == JsonValueKind.Object && condition.TryGetProperty("usageDetailPattern", out var pattern) && pattern.ValueKind == JsonValueKind.String
        && condition.TryGetProperty("operator", out var comparison) && comparison.ValueKind == JsonValueKind.String
        && condition.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            ? new UsageCondition(IsCaseSensitive(condition) ? pattern.GetString()! : $"(?i){pattern.GetString()}", comparison.GetString()!, number)
            : null;

    private static bool IsCaseSensitive(JsonElement condition) => condition.TryGetProperty("caseSensitive", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static ModelTier Tier(TierRequest tier) => new(
        tier.Priority!.Value, tier.IsDefault == true, [.. (tier.Conditions ?? []).Select(condition => Condition(condition) ?? new UsageCondition("", "", 0))], tier.Prices!);
}

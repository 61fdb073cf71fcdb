using System.Globalization;
using System.Text.RegularExpressions;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Library.Models;

/// <summary>Models as clients read them: those that a project made, and those of our list of prices.</summary>
internal static class ModelView
{
    private const decimal Million = 1_000_000m;

    private static readonly (string Figure, string Usage)[] Figures =
    [
        ("input_usd_per_million", "input"), ("output_usd_per_million", "output"), ("cache_read_usd_per_million", "input_cached_tokens"),
        ("cache_write_usd_per_million", "input_cache_creation"), ("reasoning_usd_per_million", "output_reasoning_tokens"),
    ];

    public static ModelBody From(ProjectModel kept)
    {
        var (model, id) = (ModelPrices.Said(kept), kept.Id);
        var tiers = model.PricingTiers is { Count: > 0 } given
            ? given.Select(tier => new TierBody(TierId(id, tier.Priority!.Value), tier.Name!, tier.IsDefault == true, tier.Priority.Value, tier.Conditions ?? [], tier.Prices!)).ToList()
            : Standard(id, ModelPrices.Flat(model));
        var usual = tiers.FirstOrDefault(tier => tier.IsDefault)?.Prices ?? new Dictionary<string, decimal>();
        return new ModelBody
        {
            Id = id,
            ModelName = model.ModelName!,
            MatchPattern = model.MatchPattern!,
            StartDate = model.StartDate,
            Unit = model.Unit,
            InputPrice = Find(usual, "input"),
            OutputPrice = Find(usual, "output"),
            TotalPrice = Find(usual, "total"),
            TokenizerId = model.TokenizerId,
            TokenizerConfig = model.TokenizerConfig,
            IsLangfuseManaged = false,
            CreatedAt = kept.CreatedAt,
            Prices = usual.ToDictionary(price => price.Key, price => new ModelPriceBody(price.Value), StringComparer.Ordinal),
            PricingTiers = tiers,
        };
    }

    public static ModelBody From(ListedPrice price)
    {
        var id = $"{price.Provider}/{price.Model}";
        var prices = Figures.Where(figure => price.Figures.ContainsKey(figure.Figure)).ToDictionary(figure => figure.Usage, figure => price.Figures[figure.Figure] / Million, StringComparer.Ordinal);
        return new ModelBody
        {
            Id = id,
            ModelName = price.Model,
            MatchPattern = $"(?i)^({Regex.Escape(price.Provider)}/)?({Regex.Escape(price.Model)})$",
            Unit = "TOKENS",
            InputPrice = Find(prices, "input"),
            OutputPrice = Find(prices, "output"),
            IsLangfuseManaged = true,
            CreatedAt = price.ChangedAt ?? DateTimeOffset.UnixEpoch,
            Prices = prices.ToDictionary(one => one.Key, one => new ModelPriceBody(one.Value), StringComparer.Ordinal),
            PricingTiers = Standard(id, prices),
        };
    }

    private static List<TierBody> Standard(string id, Dictionary<string, decimal> prices) =>
        prices.Count == 0 ? [] : [new TierBody(TierId(id, 0), "Standard", true, 0, [], prices)];

    private static string TierId(string id, int priority) => string.Create(CultureInfo.InvariantCulture, $"{id}_tier_{priority}");

    private static decimal? Find(IReadOnlyDictionary<string, decimal> prices, string name) => prices.TryGetValue(name, out var price) ? price : null;
}

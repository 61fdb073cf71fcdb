using System.Globalization;
using System.Text.RegularExpressions;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A model that a project priced, ready to be matched and charged. Made of a pattern that is none, it throws <see cref="ArgumentException"/>.</summary>
internal sealed class MatchedModel(ProjectModel model)
{
    private const decimal Million = 1_000_000m;
    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(50);

    /// <summary>What senders call what is counted, and its name in the price data.</summary>
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["input"] = "input_mtok", ["output"] = "output_mtok",
        ["input_cached_tokens"] = "cache_read_mtok", ["input_cache_read"] = "cache_read_mtok", ["cache_read_input_tokens"] = "cache_read_mtok",
        ["input_cache_creation"] = "cache_write_mtok", ["cache_creation_input_tokens"] = "cache_write_mtok",
        ["input_audio_tokens"] = "input_audio_mtok", ["input_image_tokens"] = "input_image_mtok",
        ["output_reasoning_tokens"] = "output_reasoning_mtok", ["output_reasoning"] = "output_reasoning_mtok",
        ["output_audio_tokens"] = "output_audio_mtok", ["output_image_tokens"] = "output_image_mtok",
    };

    private readonly Regex _name = Expression(model.Pattern);
    private readonly Tier[] _tiers = [.. model.Tiers.OrderBy(tier => tier.IsDefault).ThenBy(tier => tier.Priority).Select(tier => new Tier(tier))];
    private readonly string _version = string.Create(CultureInfo.InvariantCulture, $"model:{model.Id}@{model.ChangedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");

    public ProjectModel Model => model;

    /// <summary>Whether it means a model of this name.</summary>
    public bool Accepts(string name) => IsMatch(_name, name);

    /// <summary>Null when nothing was counted that it has a price for.</summary>
    public Cost? Charge(TokenUsage usage) => Array.Find(_tiers, tier => tier.Accepts(usage)) is { } found ? found.Charge(usage, _version) : null;

    private static bool IsMatch(Regex expression, string text)
    {
        try
        {
            return expression.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>One that cannot run away, where the pattern allows it.</summary>
    private static Regex Expression(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchTime);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchTime);
        }
    }

    /// <summary>What was counted, by the names that conditions use; no token is there twice.</summary>
    private static IEnumerable<(string Name, long Count)> Counts(TokenUsage usage)
    {
        var (written, reasoning, cached) = (usage.Details.GetValueOrDefault(UsageKind.CacheWrite), usage.Reasoning ?? 0, usage.CachedInput ?? 0);
        yield return ("input", Math.Max(0, (usage.Input ?? 0) - cached - written));
        yield return ("input_cached_tokens", cached);
        yield return ("input_cache_creation", written);
        yield return ("output", Math.Max(0, (usage.Output ?? 0) - reasoning));
        yield return ("output_reasoning_tokens", reasoning);
    }

    private sealed class Tier
    {
        private readonly (Regex Name, UsageCondition Condition)[] _conditions;
        private readonly ModelPrice _price;
        private readonly (string Name, decimal Usd)[] _others;

        public Tier(ModelTier tier)
        {
            _conditions = [.. tier.Conditions.Select(condition => (Expression(condition.Pattern), condition))];
            var prices = new Dictionary<string, decimal>(StringComparer.Ordinal);
            foreach (var (name, usd) in tier.Prices.Where(price => Keys.ContainsKey(price.Key)))
            {
                prices.TryAdd(Keys[name], usd * Million);
            }

            // One price for all is that of both sides.
            if (tier.Prices.TryGetValue("total", out var whole))
            {
                prices.TryAdd("input_mtok", whole * Million);
                prices.TryAdd("output_mtok", whole * Million);
            }

            _price = ModelPrice.Fixed(prices);
            _others = [.. tier.Prices.Where(price => price.Key != "total" && !Keys.ContainsKey(price.Key)).Select(price => (price.Key, price.Value))];
        }

        public bool Accepts(TokenUsage usage) => _conditions.All(one => Holds(one.Condition, Counts(usage).Where(count => IsMatch(one.Name, count.Name)).Sum(count => count.Count)));

        public Cost? Charge(TokenUsage usage, string version)
        {
            if (_price.Charge(usage, version) is not { } cost || (_price.Prices.Count == 0 && _others.Length == 0))
            {
                return null;
            }

            foreach (var (name, usd) in _others)
            {
                var more = usage.Details.GetValueOrDefault(name) * usd;
                cost = name.StartsWith("output", StringComparison.Ordinal) ? cost with { OutputUsd = cost.OutputUsd + more } : cost with { InputUsd = cost.InputUsd + more };
            }

            return cost;
        }

        private static bool Holds(UsageCondition condition, long sum) => condition.Comparison switch
        {
            "gt" => sum > condition.Value,
            "gte" => sum >= condition.Value,
            "lt" => sum < condition.Value,
            "lte" => sum <= condition.Value,
            "eq" => sum == condition.Value,
            "neq" => sum != condition.Value,
            _ => false,
        };
    }
}

using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>What a model costs under one condition, in US dollars: tokens by the million, deeds and calls by the thousand.</summary>
internal sealed class ModelPrice
{
    private const decimal Million = 1_000_000m;
    private const decimal Thousand = 1_000m;

    // Where somebody charges more for writing to its cache, a write that lasts for an hour costs twice the input.
    private const decimal HourFactor = 2;

    private readonly Dictionary<string, TieredPrice> _prices;
    private readonly (PriceUnit Unit, TieredPrice Price)[] _input;
    private readonly (PriceUnit Unit, TieredPrice Price)[] _output;

    private ModelPrice(Dictionary<string, TieredPrice> prices, PriceCondition condition)
    {
        _prices = prices;
        Condition = condition;
        NotCounted = [.. prices.Keys.Where(key => !PriceUnit.CanBeLeftOut(key)).Order(StringComparer.Ordinal)];
        if (prices.ContainsKey("cache_write_mtok") && prices.TryGetValue("input_mtok", out var input))
        {
            prices.TryAdd("cache_write_1h_mtok", input.Times(HourFactor));
        }

        _input = UnitsOf(UsageTrait.Input);
        _output = UnitsOf(UsageTrait.Output);
    }

    /// <summary>When it is in force.</summary>
    public PriceCondition Condition { get; }

    /// <summary>What it charges for that the gateway does not count, such as hours of sound: then the cost of a call is not known.</summary>
    public IReadOnlyList<string> NotCounted { get; }

    /// <summary>Its prices by their names in the price data.</summary>
    public IReadOnlyDictionary<string, TieredPrice> Prices => _prices;

    /// <summary>Whether what it has no price for is free. A price that somebody made for a model says all there is to pay.</summary>
    public bool IsAll { get; private init; }

    /// <summary>Throws when the data is not what is expected.</summary>
    public static ModelPrice From(JsonElement prices, PriceCondition condition) => new(
        prices.EnumerateObject().Where(price => price.Value.ValueKind != JsonValueKind.Null).ToDictionary(price => price.Name, price => TieredPrice.From(price.Value)),
        condition);

    /// <summary>A price that is always in force, and all there is to pay.</summary>
    public static ModelPrice Fixed(IEnumerable<KeyValuePair<string, decimal>> prices) =>
        new(prices.ToDictionary(price => price.Key, price => new TieredPrice(price.Value, [])), PriceCondition.Always) { IsAll = true };

    /// <summary>Null when the usage or a price that it needs is not known; a cost of zero is never made up.</summary>
    public Cost? Charge(TokenUsage usage, string version)
    {
        if (NotCounted.Count > 0 || (_prices.Count == 0 && !IsAll) || HasUnpricedSound(usage))
        {
            return null;
        }

        var input = ChargeSide(_input, usage.Input, usage);
        var output = ChargeSide(_output, usage.Output, usage);
        var deeds = ChargeDeeds(usage);

        // What is paid for the call belongs to neither side; it is paid for asking, so the input carries it.
        return input is null || output is null || deeds is null ? null : new Cost(input.Value + deeds.Value, output.Value, version);
    }

    /// <summary>Sound costs many times what text does, so where it was counted and has no price, the price of text would be wrong.</summary>
    private bool HasUnpricedSound(TokenUsage usage) => !IsAll && usage.Details.Count > 0
        && ((usage.Details.ContainsKey(UsageKind.InputAudio) && !_prices.ContainsKey("input_audio_mtok"))
            || (usage.Details.ContainsKey(UsageKind.OutputAudio) && !_prices.ContainsKey("output_audio_mtok")));

    private (PriceUnit Unit, TieredPrice Price)[] UnitsOf(UsageTrait side) =>
        [.. PriceUnit.Tokens.Where(unit => unit.Traits.HasFlag(side) && _prices.ContainsKey(unit.Key)).Select(unit => (unit, _prices[unit.Key]))];

    /// <summary>Takes what has a price of its own out of the whole, a part at a time, and never more than there is. The whole comes last and pays for the rest.</summary>
    private decimal? ChargeSide((PriceUnit Unit, TieredPrice Price)[] units, long? whole, TokenUsage usage)
    {
        var hasWhole = units.Length > 0 && units[^1].Unit.IsWhole;
        if (whole is not { } left || !hasWhole)
        {
            return IsAll && !hasWhole || (whole ?? 0) == 0 && units.Length == 0 ? 0 : null;
        }

        var usd = 0m;
        Span<long> taken = stackalloc long[units.Length];
        for (var index = 0; index < units.Length; index++)
        {
            var (unit, price) = units[index];
            var inner = 0L;
            for (var other = 0; other < index; other++)
            {
                inner += unit.Holds(units[other].Unit) ? taken[other] : 0;
            }

            taken[index] = unit.IsWhole ? left : Math.Clamp((unit.Count(usage) ?? 0) - inner, 0, left);
            left -= taken[index];
            usd += taken[index] * price.For(usage.Input ?? 0) / Million;
        }

        return usd;
    }

    private decimal? ChargeDeeds(TokenUsage usage)
    {
        var perCall = _prices.GetValueOrDefault(PriceUnit.Requests);
        var usd = (perCall?.Start ?? 0) / Thousand;
        foreach (var deed in PriceUnit.Deeds)
        {
            var count = deed.Count(usage) ?? 0;
            if (_prices.TryGetValue(deed.Key, out var price))
            {
                usd += count * price.Start / Thousand;
            }
            else if (count > 0 && perCall is null && !IsAll)
            {
                return null;
            }
        }

        return usd;
    }
}

using System.Globalization;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>What a model costs under one condition, in US dollars for a million tokens.</summary>
internal sealed class ModelPrice
{
    private const decimal Million = 1_000_000m;
    private const decimal Thousand = 1_000m;

    private TieredPrice? _input;
    private TieredPrice? _cachedInput;
    private TieredPrice? _output;
    private TieredPrice? _reasoning;
    private TieredPrice? _thousandRequests;
    private TimeOnly? _from;
    private TimeOnly? _until;

    /// <summary>The day it came into force; null when it always was.</summary>
    public DateOnly? StartDate { get; private init; }

    public static ModelPrice From(JsonElement json)
    {
        var prices = json.GetProperty("prices");
        return new ModelPrice
        {
            StartDate = json.TryGetProperty("start_date", out var date) ? DateOnly.ParseExact(date.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            _from = ReadTime(json, "start_time"),
            _until = ReadTime(json, "end_time"),
            _input = ReadPrice(prices, "input_mtok"),
            _cachedInput = ReadPrice(prices, "cache_read_mtok"),
            _output = ReadPrice(prices, "output_mtok"),
            _reasoning = ReadPrice(prices, "output_reasoning_mtok"),
            _thousandRequests = ReadPrice(prices, "requests_kcount"),
        };
    }

    public bool IsInForce(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var isStarted = StartDate is not { } date || DateOnly.FromDateTime(utc) >= date;
        return isStarted && (_from is not { } from || TimeOnly.FromDateTime(utc).IsBetween(from, _until!.Value));
    }

    /// <summary>Null when the usage or a price that it needs is not known.</summary>
    public Cost? Charge(TokenUsage usage, string version)
    {
        if (usage.Input is not { } input || usage.Output is not { } output)
        {
            return null;
        }

        var cached = _cachedInput is null ? 0 : Math.Min(usage.CachedInput ?? 0, input);
        var reasoning = _reasoning is null ? 0 : Math.Min(usage.Reasoning ?? 0, output);
        if (_input is null || (_output is null && output > 0))
        {
            return null;
        }

        // A price for each request belongs to neither side; it is paid for asking, so the input carries it.
        var inputUsd = ((((input - cached) * _input.For(input)) + (cached * Price(_cachedInput, input))) / Million) + (Price(_thousandRequests, input) / Thousand);
        var outputUsd = (((output - reasoning) * Price(_output, input)) + (reasoning * Price(_reasoning, input))) / Million;
        return new Cost(inputUsd, outputUsd, version);
    }

    private static decimal Price(TieredPrice? price, long inputTokens) => price?.For(inputTokens) ?? 0;

    private static TieredPrice? ReadPrice(JsonElement prices, string name) => prices.TryGetProperty(name, out var price) ? TieredPrice.From(price) : null;

    private static TimeOnly? ReadTime(JsonElement json, string name) =>
        json.TryGetProperty(name, out var time) ? TimeOnly.ParseExact(time.GetString()!, "HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
}

using System.Globalization;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>What a model costs under one condition, in US dollars for a million tokens.</summary>
internal sealed class ModelPrice
{
    private const decimal Million = 1_000_000m;
    private const decimal Thousand = 1_000m;

    private TieredPrice? Input { get; init; }

    private TieredPrice? CachedInput { get; init; }

    private TieredPrice? CacheWrite { get; init; }

    private TieredPrice? Output { get; init; }

    private TieredPrice? Reasoning { get; init; }

    private TieredPrice? ThousandRequests { get; init; }

    private TimeOnly? StartTime { get; init; }

    private TimeOnly? EndTime { get; init; }

    /// <summary>The day it came into force; null when it always was.</summary>
    public DateOnly? StartDate { get; private init; }

    public static ModelPrice From(JsonElement json)
    {
        var prices = json.GetProperty("prices");
        return new ModelPrice
        {
            StartDate = ReadDate(json, "start_date"),
            StartTime = ReadTime(json, "start_time"),
            EndTime = ReadTime(json, "end_time"),
            Input = ReadPrice(prices, "input_mtok"),
            CachedInput = ReadPrice(prices, "cache_read_mtok"),
            CacheWrite = ReadPrice(prices, "cache_write_mtok"),
            Output = ReadPrice(prices, "output_mtok"),
            Reasoning = ReadPrice(prices, "output_reasoning_mtok"),
            ThousandRequests = ReadPrice(prices, "requests_kcount"),
        };
    }

    public bool IsInForce(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var isStarted = StartDate is not { } date || DateOnly.FromDateTime(utc) >= date;
        return isStarted && (StartTime is not { } start || TimeOnly.FromDateTime(utc).IsBetween(start, EndTime!.Value));
    }

    /// <summary>Null when the usage or a price that it needs is not known.</summary>
    public Cost? Charge(TokenUsage usage, long cacheWritten, string version)
    {
        if (usage.Input is not { } input || usage.Output is not { } output)
        {
            return null;
        }

        var cached = CachedInput is null ? 0 : Math.Min(usage.CachedInput ?? 0, input);
        var written = CacheWrite is null ? 0 : Math.Min(cacheWritten, input - cached);
        var reasoning = Reasoning is null ? 0 : Math.Min(usage.Reasoning ?? 0, output);
        if (Input is null || (Output is null && output > 0))
        {
            return null;
        }

        // A price for each request belongs to neither side; it is paid for asking, so the input carries it.
        var promptUsd = (((input - cached - written) * Input.For(input)) + (cached * Price(CachedInput, input)) + (written * Price(CacheWrite, input))) / Million;
        var inputUsd = promptUsd + (Price(ThousandRequests, input) / Thousand);
        var outputUsd = (((output - reasoning) * Price(Output, input)) + (reasoning * Price(Reasoning, input))) / Million;
        return new Cost(inputUsd, outputUsd, version);
    }

    private static decimal Price(TieredPrice? price, long inputTokens) => price?.For(inputTokens) ?? 0;

    private static TieredPrice? ReadPrice(JsonElement prices, string name) => prices.TryGetProperty(name, out var price) ? TieredPrice.From(price) : null;

    private static DateOnly? ReadDate(JsonElement json, string name) =>
        json.TryGetProperty(name, out var date) ? DateOnly.ParseExact(date.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static TimeOnly? ReadTime(JsonElement json, string name) =>
        json.TryGetProperty(name, out var time) ? TimeOnly.ParseExact(time.GetString()!, "HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
}

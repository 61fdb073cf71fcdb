using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Gateway.Pricing;

/// <summary>The figures of a price that somebody makes, in US dollars. What is left out costs nothing, or as much as what it is a part of.</summary>
public class PriceFigures
{
    private const decimal Thousand = 1_000m;

    private static readonly (string Key, string Name, decimal Factor, Func<PriceFigures, decimal?> Read)[] Known =
    [
        ("input_mtok", nameof(InputUsdPerMillion), 1, static figures => figures.InputUsdPerMillion),
        ("output_mtok", nameof(OutputUsdPerMillion), 1, static figures => figures.OutputUsdPerMillion),
        ("cache_read_mtok", nameof(CacheReadUsdPerMillion), 1, static figures => figures.CacheReadUsdPerMillion),
        ("cache_write_mtok", nameof(CacheWriteUsdPerMillion), 1, static figures => figures.CacheWriteUsdPerMillion),
        ("cache_write_1h_mtok", nameof(CacheWriteHourUsdPerMillion), 1, static figures => figures.CacheWriteHourUsdPerMillion),
        ("output_reasoning_mtok", nameof(ReasoningUsdPerMillion), 1, static figures => figures.ReasoningUsdPerMillion),
        ("output_citation_mtok", nameof(CitationUsdPerMillion), 1, static figures => figures.CitationUsdPerMillion),
        ("input_audio_mtok", nameof(InputAudioUsdPerMillion), 1, static figures => figures.InputAudioUsdPerMillion),
        ("cache_audio_read_mtok", nameof(CachedAudioUsdPerMillion), 1, static figures => figures.CachedAudioUsdPerMillion),
        ("output_audio_mtok", nameof(OutputAudioUsdPerMillion), 1, static figures => figures.OutputAudioUsdPerMillion),
        ("input_image_mtok", nameof(InputImageUsdPerMillion), 1, static figures => figures.InputImageUsdPerMillion),
        ("cache_image_read_mtok", nameof(CachedImageUsdPerMillion), 1, static figures => figures.CachedImageUsdPerMillion),
        ("output_image_mtok", nameof(OutputImageUsdPerMillion), 1, static figures => figures.OutputImageUsdPerMillion),
        ("requests_kcount", nameof(RequestUsd), Thousand, static figures => figures.RequestUsd),
        ("web_searches_kcount", nameof(WebSearchUsd), Thousand, static figures => figures.WebSearchUsd),
        ("storage_searches_kcount", nameof(FileSearchUsd), Thousand, static figures => figures.FileSearchUsd),
    ];

    /// <summary>All input tokens that have no figure of their own.</summary>
    public decimal? InputUsdPerMillion { get; set; }

    /// <summary>All output tokens that have no figure of their own.</summary>
    public decimal? OutputUsdPerMillion { get; set; }

    /// <summary>Input that was read from the provider's cache.</summary>
    public decimal? CacheReadUsdPerMillion { get; set; }

    /// <summary>Input that was written to the provider's cache.</summary>
    public decimal? CacheWriteUsdPerMillion { get; set; }

    /// <summary>Input that was written to the provider's cache for an hour; twice the input unless given.</summary>
    public decimal? CacheWriteHourUsdPerMillion { get; set; }

    /// <summary>Output that was spent on reasoning.</summary>
    public decimal? ReasoningUsdPerMillion { get; set; }

    /// <summary>Output that quotes sources.</summary>
    public decimal? CitationUsdPerMillion { get; set; }

    /// <summary>Input that is sound.</summary>
    public decimal? InputAudioUsdPerMillion { get; set; }

    /// <summary>Input that is sound and was read from the provider's cache.</summary>
    public decimal? CachedAudioUsdPerMillion { get; set; }

    /// <summary>Output that is sound.</summary>
    public decimal? OutputAudioUsdPerMillion { get; set; }

    /// <summary>Input that is an image.</summary>
    public decimal? InputImageUsdPerMillion { get; set; }

    /// <summary>Input that is an image and was read from the provider's cache.</summary>
    public decimal? CachedImageUsdPerMillion { get; set; }

    /// <summary>Output that is an image.</summary>
    public decimal? OutputImageUsdPerMillion { get; set; }

    /// <summary>Every call.</summary>
    public decimal? RequestUsd { get; set; }

    /// <summary>Every search of the web.</summary>
    public decimal? WebSearchUsd { get; set; }

    /// <summary>Every search of the caller's files.</summary>
    public decimal? FileSearchUsd { get; set; }

    /// <summary>The name of a figure in the API and how many of it the price data pays for at once; null when there is none.</summary>
    internal static (string Name, decimal Factor)? NameOf(string key)
    {
        foreach (var known in Known)
        {
            if (known.Key == key)
            {
                return (InApi(known.Name), known.Factor);
            }
        }

        return null;
    }

    /// <summary>The figures that are given, by their names in the price data and in its units.</summary>
    internal IEnumerable<KeyValuePair<string, decimal>> ToPrices() =>
        from known in Known
        let usd = known.Read(this)
        where usd is not null
        select KeyValuePair.Create(known.Key, usd.Value * known.Factor);

    /// <summary>What is wrong with the figures, by their names in settings; null when nothing is.</summary>
    internal string? FindFault()
    {
        foreach (var known in Known)
        {
            if (known.Read(this) is < 0 or > TieredPrice.UsdMax / Thousand)
            {
                return $"{known.Name} ({InApi(known.Name)}) must be from 0 to {TieredPrice.UsdMax / Thousand:0} US dollars";
            }
        }

        return ToPrices().Any() ? null : $"at least one figure must be given, such as {nameof(InputUsdPerMillion)} ({InApi(nameof(InputUsdPerMillion))})";
    }

    private static string InApi(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PriceFigures))]
[JsonSerializable(typeof(StoredPrice))]
internal sealed partial class PriceFiguresJson : JsonSerializerContext;

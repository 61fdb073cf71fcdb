using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>Something that is paid for.</summary>
/// <param name="Key">Its name in the price data, whose ending says how many are paid for at once.</param>
/// <param name="Traits">What its tokens are; <see cref="UsageTrait.None"/> for what is counted one by one.</param>
/// <param name="Count">How much of it there was; null when nobody said.</param>
internal sealed record PriceUnit(string Key, UsageTrait Traits, Func<TokenUsage, long?> Count)
{
    /// <summary>The price of a thousand calls.</summary>
    public const string Requests = "requests_kcount";

    private const string TokenSuffix = "_mtok";
    private const string CountSuffix = "_kcount";

    /// <summary>Tokens, the most particular first: what is both sound and cached goes before what is one of them.</summary>
    public static IReadOnlyList<PriceUnit> Tokens { get; } =
    [
        Of("cache_audio_read_mtok", UsageTrait.Input | UsageTrait.Audio | UsageTrait.CacheRead, UsageKind.CachedAudio),
        Of("cache_image_read_mtok", UsageTrait.Input | UsageTrait.Image | UsageTrait.CacheRead, UsageKind.CachedImage),
        Of("cache_write_1h_mtok", UsageTrait.Input | UsageTrait.CacheWrite | UsageTrait.OneHour, UsageKind.CacheWriteHour),
        new("cache_read_mtok", UsageTrait.Input | UsageTrait.CacheRead, static usage => usage.CachedInput),
        Of("cache_write_mtok", UsageTrait.Input | UsageTrait.CacheWrite, UsageKind.CacheWrite),
        Of("input_audio_mtok", UsageTrait.Input | UsageTrait.Audio, UsageKind.InputAudio),
        Of("input_image_mtok", UsageTrait.Input | UsageTrait.Image, UsageKind.InputImage),
        new("input_mtok", UsageTrait.Input, static usage => usage.Input),
        new("output_reasoning_mtok", UsageTrait.Output | UsageTrait.Reasoning, static usage => usage.Reasoning),
        Of("output_citation_mtok", UsageTrait.Output | UsageTrait.Citation, UsageKind.Citations),
        Of("output_audio_mtok", UsageTrait.Output | UsageTrait.Audio, UsageKind.OutputAudio),
        Of("output_image_mtok", UsageTrait.Output | UsageTrait.Image, UsageKind.OutputImage),
        new("output_mtok", UsageTrait.Output, static usage => usage.Output),
    ];

    /// <summary>What a provider did for a call beside generating, paid for by the thousand.</summary>
    public static IReadOnlyList<PriceUnit> Deeds { get; } =
    [
        Of("web_searches_kcount", UsageTrait.None, UsageKind.WebSearches),
        Of("storage_searches_kcount", UsageTrait.None, UsageKind.FileSearches),
    ];

    /// <summary>Whether a price is for something that only happens when it is asked for, or is a part of something else that has a price too.</summary>
    public static bool CanBeLeftOut(string key) =>
        key.EndsWith(TokenSuffix, StringComparison.Ordinal) || (key.EndsWith(CountSuffix, StringComparison.Ordinal) && !key.Contains("messages", StringComparison.Ordinal));

    /// <summary>Whether it is all of the input or all of the output.</summary>
    public bool IsWhole => Traits is UsageTrait.Input or UsageTrait.Output;

    /// <summary>Whether everything of the other is also of this.</summary>
    public bool Holds(PriceUnit other) => other != this && (other.Traits & Traits) == Traits;

    private static PriceUnit Of(string key, UsageTrait traits, string name) =>
        new(key, traits, usage => usage.Details.TryGetValue(name, out var count) ? count : null);
}

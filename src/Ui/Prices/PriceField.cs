namespace Tracehouse.Ui.Prices;

/// <summary>A figure of a price as the form asks for it.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">What the dollars are for.</param>
internal sealed record PriceField(string Name, string Title, string Unit)
{
    private const string Million = "USD per million tokens";

    public static IReadOnlyList<PriceField> All { get; } =
    [
        new("input_usd_per_million", "Input", Million),
        new("output_usd_per_million", "Output", Million),
        new("cache_read_usd_per_million", "Cache read", Million),
        new("cache_write_usd_per_million", "Cache write", Million),
        new("cache_write_hour_usd_per_million", "Cache write for an hour", Million),
        new("reasoning_usd_per_million", "Reasoning", Million),
        new("citation_usd_per_million", "Citations", Million),
        new("input_audio_usd_per_million", "Sound in", Million),
        new("cached_audio_usd_per_million", "Cached sound", Million),
        new("output_audio_usd_per_million", "Sound out", Million),
        new("input_image_usd_per_million", "Images in", Million),
        new("cached_image_usd_per_million", "Cached images", Million),
        new("output_image_usd_per_million", "Images out", Million),
        new("request_usd", "Call", "USD each"),
        new("web_search_usd", "Web search", "USD each"),
        new("file_search_usd", "File search", "USD each"),
    ];
}

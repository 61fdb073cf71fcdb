using Tracehouse.Records;
using Tracehouse.Ui.Formatting;

namespace Tracehouse.Ui.Traces;

/// <summary>What was counted beyond input and output tokens, in words.</summary>
internal static class UsageFacts
{
    private static readonly Dictionary<string, (string Name, string Hint)> Words = new(StringComparer.Ordinal)
    {
        [UsageKind.CacheWrite] = ("Cache writes", "Input tokens written to the provider's cache"),
        [UsageKind.CacheWriteHour] = ("Cache writes, 1 h", "The part of the cache writes that is kept for an hour"),
        [UsageKind.InputAudio] = ("Audio in", "Input tokens of sound"),
        [UsageKind.CachedAudio] = ("Audio in, cached", "Input tokens of sound read from the provider's cache"),
        [UsageKind.OutputAudio] = ("Audio out", "Output tokens of sound"),
        [UsageKind.InputImage] = ("Images in", "Input tokens of images"),
        [UsageKind.CachedImage] = ("Images in, cached", "Input tokens of images read from the provider's cache"),
        [UsageKind.OutputImage] = ("Images out", "Output tokens of images"),
        [UsageKind.Citations] = ("Citations", "Output tokens that quote sources"),
        [UsageKind.WebSearches] = ("Web searches", "Searches of the web that the provider ran"),
        [UsageKind.FileSearches] = ("File searches", "Searches of files that the provider ran"),
    };

    /// <summary>One for each thing of which there was any; names that we do not know stand as they are.</summary>
    public static IEnumerable<TraceFact> Of(IReadOnlyDictionary<string, long> details) =>
        from detail in details
        where detail.Value != 0
        orderby detail.Key
        let words = Words.GetValueOrDefault(detail.Key, (detail.Key, ""))
        select new TraceFact(words.Item1, Quantity.Number(detail.Value), "", words.Item2);
}

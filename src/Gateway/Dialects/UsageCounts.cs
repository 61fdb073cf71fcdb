using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>The counts of a <c>usage</c> object while it is read.</summary>
internal record struct UsageCounts
{
    public long? Input { get; set; }

    public long? Output { get; set; }

    public long? Total { get; set; }

    public long? Cached { get; set; }

    public long? CacheWritten { get; set; }

    public long? CacheWrittenForAnHour { get; set; }

    public long? CachedAudio { get; set; }

    public long? InputAudio { get; set; }

    public long? InputImage { get; set; }

    public long? Reasoning { get; set; }

    public long? OutputAudio { get; set; }

    public long? OutputImage { get; set; }

    /// <summary>Perplexity counts these two beside its output.</summary>
    public long? ReasoningBeside { get; set; }

    public long? CitationsBeside { get; set; }

    public long? WebSearches { get; set; }

    public readonly TokenUsage ToUsage()
    {
        var beside = (ReasoningBeside ?? 0) + (CitationsBeside ?? 0);
        return new TokenUsage
        {
            Input = Input,
            Output = Output + Math.Max(beside, Unsaid),
            CachedInput = Cached,
            Reasoning = Reasoning ?? ReasoningBeside ?? (Unsaid > 0 ? Unsaid : null),
            Details = UsageDetails.Of(
                (UsageKind.CacheWrite, CacheWritten), (UsageKind.CacheWriteHour, CacheWrittenForAnHour), (UsageKind.CachedAudio, CachedAudio), (UsageKind.InputAudio, InputAudio), (UsageKind.InputImage, InputImage),
                (UsageKind.OutputAudio, OutputAudio), (UsageKind.OutputImage, OutputImage), (UsageKind.Citations, CitationsBeside), (UsageKind.WebSearches, WebSearches)),
        };
    }

    /// <summary>What the total has beyond input and output: xAI and Gemini leave the tokens of reasoning out of the output, and bill them as output.</summary>
    private readonly long Unsaid => Total is { } total && Input is { } input && Output is { } output ? Math.Max(total - input - output, 0) : 0;
}

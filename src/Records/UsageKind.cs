namespace Tracehouse.Records;

/// <summary>Names of what is counted beyond input and output, as keys of <see cref="TokenUsage.Details"/>. Other names are allowed.</summary>
public static class UsageKind
{
    /// <summary>Input tokens that were written to the provider's cache.</summary>
    public const string CacheWrite = "cache_write";

    /// <summary>The part of <see cref="CacheWrite"/> that is kept for an hour, which costs more.</summary>
    public const string CacheWriteHour = "cache_write_1h";

    /// <summary>Input tokens of sound.</summary>
    public const string InputAudio = "input_audio";

    /// <summary>Input tokens of sound that were read from the provider's cache.</summary>
    public const string CachedAudio = "cached_audio";

    /// <summary>Output tokens of sound.</summary>
    public const string OutputAudio = "output_audio";

    /// <summary>Input tokens of images.</summary>
    public const string InputImage = "input_image";

    /// <summary>Output tokens of images.</summary>
    public const string OutputImage = "output_image";

    /// <summary>Searches of the web that the provider ran.</summary>
    public const string WebSearches = "web_searches";

    /// <summary>Input tokens of images that were read from the provider's cache.</summary>
    public const string CachedImage = "cached_image";

    /// <summary>Output tokens that quote sources.</summary>
    public const string Citations = "citations";

    /// <summary>Searches of the caller's files that the provider ran.</summary>
    public const string FileSearches = "file_searches";
}

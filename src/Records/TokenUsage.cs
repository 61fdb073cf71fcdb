using System.Collections.ObjectModel;

namespace Tracehouse.Records;

/// <summary>Tokens as the provider counted them. Null means that the provider did not say, which is not zero.</summary>
public sealed record TokenUsage
{
    /// <summary>Nothing was said.</summary>
    public static TokenUsage Unknown { get; } = new();

    /// <summary>Prompt tokens, those read from a cache included.</summary>
    public long? Input { get; init; }

    /// <summary>Completion tokens, those of reasoning included.</summary>
    public long? Output { get; init; }

    /// <summary>The part of <see cref="Input"/> that was read from the provider's cache.</summary>
    public long? CachedInput { get; init; }

    /// <summary>The part of <see cref="Output"/> that was spent on reasoning.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Everything else that was counted, by the names of <see cref="UsageKind"/>.</summary>
    public IReadOnlyDictionary<string, long> Details { get; init; } = ReadOnlyDictionary<string, long>.Empty;
}

namespace Tracehouse;

/// <summary>
/// What one call of a model used, in tokens; null is "not known". <see cref="InputTokens"/> includes <see cref="CachedTokens"/>, and
/// <see cref="OutputTokens"/> includes <see cref="ReasoningTokens"/>, as OpenAI counts them.
/// </summary>
public sealed record Usage
{
    /// <summary>Tokens of the prompt, cached ones included.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Tokens of the prompt that came out of the provider's cache.</summary>
    public long? CachedTokens { get; init; }

    /// <summary>Tokens of the prompt that were written into the provider's cache.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>Tokens of the answer that were thoughts.</summary>
    public long? ReasoningTokens { get; init; }
}

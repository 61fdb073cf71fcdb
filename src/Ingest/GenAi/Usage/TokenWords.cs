using System.Collections.Frozen;

namespace Tracehouse.Ingest.GenAi.Usage;

/// <summary>The names that APIs and SDKs have for numbers of tokens.</summary>
internal static class TokenWords
{
    private static readonly FrozenDictionary<string, TokenKind> Kinds = Table(
        (TokenKind.Input, "input input_tokens prompt_tokens inputTokens promptTokens prompt promptTokenCount prompt_token_count"),
        (TokenKind.Output, "output output_tokens completion_tokens outputTokens completionTokens completion candidatesTokenCount candidates_token_count"),
        (TokenKind.Total, "total total_tokens totalTokens totalTokenCount total_token_count"),
        (TokenKind.CacheRead, "cache_read_input_tokens input_cached_tokens input_cache_read cached_tokens cache_read cacheRead cachedContentTokens cachedInputTokens "
            + "cachedContentTokenCount cached_content_token_count cache_read_tokens input_cache_read_tokens cachedPromptTokens cacheReadInputTokens cacheReadTokens"),
        (TokenKind.CacheWrite, "cache_creation_input_tokens input_cache_creation cache_creation cache_write cacheWrite input_cache_write cache_write_tokens "
            + "cache_write_input_tokens input_cache_creation_tokens cacheCreationInputTokens cacheWriteInputTokens cacheWriteTokens"),
        (TokenKind.CacheWriteHour, "ephemeral_1h_input_tokens input_cache_creation_1h"),
        (TokenKind.Reasoning, "output_reasoning_tokens output_reasoning reasoning_tokens reasoning reasoningTokens thoughtsTokens "
            + "thoughtsTokenCount thoughts_token_count"),
        (TokenKind.InputAudio, "input_audio_tokens input_audio inputAudioTokens"),
        (TokenKind.OutputAudio, "output_audio_tokens output_audio outputAudioTokens"),
        (TokenKind.InputImage, "input_image_tokens input_image"),
        (TokenKind.OutputImage, "output_image_tokens output_image"));

    /// <summary>Names that stand beside the whole, and not for a part of it.</summary>
    private static readonly FrozenSet<string> Buckets = FrozenSet.ToFrozenSet(
    [
        "input_cached_tokens", "input_cache_read", "input_cache_creation", "output_reasoning_tokens", "output_reasoning", "cache_creation_input_tokens",
        "cache_read_input_tokens",
    ]);

    public static bool TryRead(string name, out TokenKind kind) => Kinds.TryGetValue(name, out kind);

    public static bool IsBucket(string name) => Buckets.Contains(name);

    private static FrozenDictionary<string, TokenKind> Table(params (TokenKind Kind, string Names)[] rows) => rows
        .SelectMany(row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, row.Kind)))
        .ToFrozenDictionary();
}

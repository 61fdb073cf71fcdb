using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Usage;

/// <summary>Reads what a span says it spent.</summary>
internal static class UsageReader
{
    private static readonly (Field Field, TokenKind Kind)[] Single =
    [
        (Field.InputTokens, TokenKind.Input), (Field.OutputTokens, TokenKind.Output), (Field.TotalTokens, TokenKind.Total),
        (Field.CachedTokens, TokenKind.CacheRead), (Field.CacheWriteTokens, TokenKind.CacheWrite), (Field.CacheWriteHourTokens, TokenKind.CacheWriteHour),
        (Field.ReasoningTokens, TokenKind.Reasoning), (Field.InputAudioTokens, TokenKind.InputAudio), (Field.OutputAudioTokens, TokenKind.OutputAudio),
        (Field.InputImageTokens, TokenKind.InputImage), (Field.OutputImageTokens, TokenKind.OutputImage),
    ];

    public static TokenUsage Read(SpanDraft draft, string scope)
    {
        var counts = new TokenCounts();
        if (draft.Has(Field.UsageMap) && UsageMap.TryRead(draft.Value(Field.UsageMap), counts))
        {
            draft.Use(Field.UsageMap);
        }

        foreach (var (field, kind) in Single)
        {
            if (draft.Has(field) && counts[kind] is null)
            {
                counts.Add(kind, (long?)draft.Value(field).AsDouble());
                draft.Use(field);
            }
        }

        ReadMaps(draft, counts);
        ReadOthers(draft, counts);
        return counts.ToUsage(IsBeside(scope));
    }

    private static void ReadMaps(SpanDraft draft, TokenCounts counts)
    {
        if (draft.Has(Field.InputTokenMap) && UsageMap.TryRead(draft.Value(Field.InputTokenMap), counts, "input_"))
        {
            draft.Use(Field.InputTokenMap);
        }

        if (draft.Has(Field.OutputTokenMap) && UsageMap.TryRead(draft.Value(Field.OutputTokenMap), counts, "output_"))
        {
            draft.Use(Field.OutputTokenMap);
        }

        if (draft.Has(Field.UsageMapLast))
        {
            UsageMap.TryRead(draft.Value(Field.UsageMapLast), counts);
        }
        else if (draft.Has(Field.GenkitOutput) && counts.IsEmpty)
        {
            ReadWithin(draft.Value(Field.GenkitOutput), counts);
        }

        if (draft.Has(Field.ProviderMetadata) && !counts.IsEmpty && counts[TokenKind.CacheRead] is null)
        {
            ReadProvider(draft, counts);
        }
    }

    /// <summary>Only an object that says so has counts; the rest of it are the words of the model.</summary>
    private static void ReadWithin(AttributeValue value, TokenCounts counts)
    {
        using var json = JsonText.Parse(value);
        if (json is not null && JsonText.Object(json.RootElement, "usage") is { } usage)
        {
            UsageMap.TryRead(AttributeValue.From(usage.GetRawText()), counts);
        }
    }

    private static void ReadProvider(SpanDraft draft, TokenCounts counts)
    {
        using var json = JsonText.Parse(draft.Value(Field.ProviderMetadata));
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var provider in json.RootElement.EnumerateObject())
        {
            var cached = JsonText.First(provider.Value, "cachedPromptTokens", "cacheReadInputTokens")
                ?? JsonText.First(JsonText.Object(provider.Value, "usage") ?? default, "cache_read_input_tokens", "cacheReadInputTokens");
            var written = JsonText.First(provider.Value, "cacheCreationInputTokens", "cacheWriteInputTokens");
            counts.Add(TokenKind.CacheRead, Whole(cached));
            counts.Add(TokenKind.CacheWrite, Whole(written));
        }
    }

    private static long? Whole(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) && count >= 0 ? count : null;

    private static void ReadOthers(SpanDraft draft, TokenCounts counts)
    {
        foreach (var entry in draft.Grouped)
        {
            if (entry.Rule.Group == Group.Usage && entry.Value.AsInt64() is >= 0 and { } count)
            {
                var name = entry.Rest.StartsWith("details.", StringComparison.Ordinal) ? entry.Rest["details.".Length..] : entry.Rest;
                counts.AddOther(name.ToString().Replace('.', '_'), count);
                draft.Use(entry.Place);
            }
        }
    }

    /// <summary>OpenLLMetry hands on what Anthropic counts, which is the cache beside the input; only the name of the library tells.</summary>
    private static bool IsBeside(string scope) =>
        (scope.Contains("instrumentation-anthropic", StringComparison.Ordinal) || scope.Contains("instrumentation.anthropic", StringComparison.Ordinal))
        && !scope.Contains("openinference", StringComparison.Ordinal);
}

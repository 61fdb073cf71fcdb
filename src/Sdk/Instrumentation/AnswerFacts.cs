using System.Text.Json;
using Tracehouse.Observations;
using Tracehouse.Payloads;

namespace Tracehouse.Instrumentation;

/// <summary>Tells what a whole answer says: what was said, by which model, why it ended, and what it used.</summary>
internal static class AnswerFacts
{
    public static void Tell(CallFormat format, JsonElement answer, Observation observation)
    {
        var activity = observation.Activity!;
        activity.SetKnown(AttributeNames.ModelAnswered, answer.Text("model"));
        observation.Update(usage: UsageOf(format, answer.Object("usage")));
        activity.SetKnown("gen_ai.response.finish_reasons", ReasonsOf(format, answer));
        if (answer.Object("error") is { } error)
        {
            observation.Update(level: ObservationLevel.Error, statusMessage: PayloadText.Of(error.Text("message") ?? error.GetRawText()));
        }

        if (PayloadSettings.Current.IsKept)
        {
            observation.SetOutput(Said(format, answer));
        }
    }

    public static Usage? UsageOf(CallFormat format, JsonElement? usage)
    {
        if (usage is not { } used)
        {
            return null;
        }

        if (format != CallFormat.Messages)
        {
            var (asked, answered) = (used.Object("prompt_tokens_details") ?? used.Object("input_tokens_details"), used.Object("completion_tokens_details") ?? used.Object("output_tokens_details"));
            return new Usage
            {
                InputTokens = used.Number("prompt_tokens") ?? used.Number("input_tokens"),
                OutputTokens = used.Number("completion_tokens") ?? used.Number("output_tokens"),
                CachedTokens = asked?.Number("cached_tokens"),
                ReasoningTokens = answered?.Number("reasoning_tokens"),
            };
        }

        // Anthropic counts what its cache had beside the input.
        var (read, written) = (used.Number("cache_read_input_tokens"), used.Number("cache_creation_input_tokens"));
        return new Usage
        {
            InputTokens = used.Number("input_tokens") + (read ?? 0) + (written ?? 0),
            OutputTokens = used.Number("output_tokens"),
            CachedTokens = read,
            CacheWriteTokens = written,
        };
    }

    private static string[]? ReasonsOf(CallFormat format, JsonElement answer)
    {
        string?[] reasons = format switch
        {
            CallFormat.Chat => [.. answer.Items("choices").Select(choice => choice.Text("finish_reason"))],
            CallFormat.Messages => [answer.Text("stop_reason")],
            CallFormat.Responses => [answer.Object("incomplete_details")?.Text("reason")],
            _ => [],
        };
        return reasons.OfType<string>().ToArray() is { Length: > 0 } known ? known : null;
    }

    private static string? Said(CallFormat format, JsonElement answer)
    {
        switch (format)
        {
            case CallFormat.Chat:
                var messages = answer.Items("choices").Select(choice => choice.Object("message")?.GetRawText()).OfType<string>().ToList();
                return messages.Count switch { 0 => null, 1 => messages[0], _ => $"[{string.Join(',', messages)}]" };
            case CallFormat.Messages:
                return answer.Property("content") is { } content ? $$"""{"role":"assistant","content":{{content.GetRawText()}}}""" : null;
            case CallFormat.Responses:
                return answer.Property("output")?.GetRawText();
            default:
                return null;
        }
    }
}

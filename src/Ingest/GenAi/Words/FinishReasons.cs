using System.Text.Json;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Words;

/// <summary>Why a model stopped, in the words of OpenAI's API as far as they mean the same.</summary>
internal static class FinishReasons
{
    public const string Error = "error";

    public static string Canonical(string word) => word switch
    {
        "tool_call" or "tool-calls" or "tool_use" or "toolUse" or "function_call" or "TOOL_CALL" => "tool_calls",
        "end_turn" or "endTurn" or "STOP" or "stop_sequence" or "stopSequence" or "complete" or "completed" => "stop",
        "max_tokens" or "maxTokens" or "MAX_TOKENS" or "max_output_tokens" => "length",
        "content-filter" or "guardrail_intervened" or "guardrailIntervened" or "SAFETY" => "content_filter",
        _ => word,
    };

    /// <summary>The first of a list, of a list as JSON, or the word alone; null when there is none.</summary>
    public static string? Read(AttributeValue value)
    {
        if (value.AsArray() is { Count: > 0 } list)
        {
            return Word(list[0].AsString());
        }

        var text = value.AsString()?.Trim();
        return text is ['[', ..] ? Word(FirstOf(text)) : text is null ? null : Word(JsonQuotes.Remove(text));
    }

    private static string? Word(string? word) => string.IsNullOrEmpty(word) ? null : Canonical(word);

    private static string? FirstOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var items = document.RootElement.EnumerateArray();
            return items.MoveNext() && items.Current.ValueKind == JsonValueKind.String ? items.Current.GetString() : null;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}

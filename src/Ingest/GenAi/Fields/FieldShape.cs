using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>Which values say something for a field; others let the next attribute fill it.</summary>
internal static class FieldShape
{
    private const double TokensMax = 1e15;

    public static bool Accepts(Field field, AttributeValue value, bool isQuoted) => field switch
    {
        Field.Kind => Text(value, isQuoted) is { } word && KindWords.TryRead(word, out _),
        Field.Provider => Text(value, isQuoted) is { } name && ProviderNames.Canonical(name) is not null,
        Field.Level => Text(value, isQuoted) is { } level && LevelWords.TryRead(level, out _),
        Field.IsStream => value.AsBool() is not null,
        Field.LevelNumber or Field.HttpStatus => value.AsInt64() is not null,
        >= Field.InputTokens and <= Field.OutputImageTokens => value.AsDouble() is >= 0 and <= TokensMax,
        >= Field.CostInput and <= Field.CostTotal => value.AsDouble() is >= 0,
        Field.FirstTokenSeconds or Field.FirstTokenMilliseconds => value.AsDouble() is >= 0,
        Field.Tags or Field.FinishReason or Field.Tools or Field.AiValues or Field.Documents => true,
        Field.Session or Field.User or Field.ModelAsked or Field.ModelAnswered => value.AsString() is { Length: > 0 } text && text != "null",
        Field.Pending or Field.Name or Field.TraceName or Field.Operation or Field.ModelKey or Field.ToolName or Field.ToolCallId or Field.AgentName
            or Field.Environment or Field.Release or Field.Version or Field.PromptName or Field.PromptVersion or Field.FeedbackName or Field.StatusMessage or Field.ErrorType
            or Field.ErrorMessage or Field.State or Field.FirstTokenTime => value.AsString() is { Length: > 0 },
        >= Field.LangfuseInput => !IsHollow(value),
        _ => true,
    };

    private static string? Text(AttributeValue value, bool isQuoted) => value.AsString() is { } text && isQuoted ? JsonQuotes.Remove(text) : value.AsString();

    /// <summary>JSON that holds nothing is no content.</summary>
    private static bool IsHollow(AttributeValue value) =>
        value.Kind == AttributeKind.String && value.AsString() is { Length: <= 4 } text && text.Trim() is "" or "[]" or "{}" or "null" or "\"\"";
}

using System.Globalization;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Facts;

/// <summary>How a span ended, and why.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Error">Why it failed; of a success, what its sender remarked on it.</param>
/// <param name="HttpStatus">What the upstream answered with.</param>
internal sealed record Outcome(SpanStatus Status, SpanLevel Level, SpanError? Error, int? HttpStatus)
{
    private const int StatusOk = 1;
    private const int StatusError = 2;
    private const string Unnamed = "error";
    private const string Warning = "warning";
    private const string Note = "note";

    public static Outcome Read(SpanDraft draft, IncomingSpan span, string? finishReason)
    {
        var exception = Exception(span.Events);
        var level = LevelOf(draft);
        var failed = span.StatusCode == StatusError || level == SpanLevel.Error
            || (span.StatusCode != StatusOk && (exception is not null || draft.Has(Field.ErrorType)))
            || draft.Read(Field.State) == "error" || finishReason == FinishReasons.Error;

        var type = FirstText(draft.Take(Field.ErrorType), exception?.Attributes.Get("exception.type").AsString());
        var message = FirstText(
            Whole(draft, Field.StatusMessage), span.StatusMessage, exception?.Attributes.Get("exception.message").AsString(), Whole(draft, Field.ErrorMessage));
        var error = failed ? new SpanError(type ?? Unnamed, message ?? type ?? Unnamed)
            : message is not null ? new SpanError(level == SpanLevel.Warning ? Warning : Note, message)
            : null;
        return new Outcome(failed ? SpanStatus.Error : SpanStatus.Success, failed ? SpanLevel.Error : level, error, HttpStatusOf(draft, type));
    }

    private static string? Whole(SpanDraft draft, Field field)
    {
        draft.Use(field);
        return draft.Read(field);
    }

    private static SpanLevel LevelOf(SpanDraft draft)
    {
        if (draft.Take(Field.Level) is { } word && LevelWords.TryRead(word, out var level))
        {
            return level;
        }

        return draft.Value(Field.LevelNumber).AsInt64() is { } number ? LevelWords.FromNumber(number) : SpanLevel.Default;
    }

    private static IncomingEvent? Exception(IReadOnlyList<IncomingEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened.Name is "exception" or "gen_ai.client.operation.exception")
            {
                return happened;
            }
        }

        return null;
    }

    /// <summary>Some write the status of HTTP as the type of an error.</summary>
    private static int? HttpStatusOf(SpanDraft draft, string? type)
    {
        var status = draft.Value(Field.HttpStatus).AsInt64()
            ?? (type is { Length: 3 } && long.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
        if (status is not (>= 100 and <= 599))
        {
            return null;
        }

        draft.Use(Field.HttpStatus);
        return (int)status;
    }

    private static string? FirstText(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return null;
    }
}

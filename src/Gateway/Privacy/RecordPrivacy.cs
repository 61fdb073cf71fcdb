using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Takes out of a record what may not be kept, before anybody else sees it.</summary>
internal sealed partial class RecordPrivacy(IOptions<PrivacyOptions> options, ILogger<RecordPrivacy> logger) : IRecordPrivacy
{
    private readonly bool _keepsContent = options.Value.Content;
    private readonly Redactor? _redactor = options.Value.Redact ? new Redactor(options.Value.Patterns) : null;

    /// <inheritdoc/>
    public bool KeepsContent => _keepsContent;

    /// <inheritdoc/>
    public SpanRecord Keep(SpanRecord record) => Apply(record, TraceLevel.Full);

    /// <inheritdoc/>
    public ScoreRecord Keep(ScoreRecord score)
    {
        try
        {
            var kept = _keepsContent ? score : ContentRemoval.Remove(score);
            return _redactor is null ? kept : Redact(kept, _redactor);
        }
        catch (Exception e)
        {
            LogScoreBug(logger, e, score.Id);
            return ContentRemoval.RemoveAll(score);
        }
    }

    /// <inheritdoc/>
    public SpanPart Keep(SpanPart part)
    {
        try
        {
            var kept = _keepsContent ? part : part with { Fields = PartContent.Remove(part.Fields) };
            return _redactor is null ? kept : kept with { Fields = _redactor.Redact(kept.Fields) };
        }
        catch (Exception e)
        {
            LogPartBug(logger, e, part.SpanId);
            return part with { Fields = Utf8Text.From("{}") };
        }
    }

    /// <summary>What may be kept at a level other than <see cref="TraceLevel.Off"/>, which keeps nothing. Does not throw.</summary>
    /// <param name="record">The record.</param>
    /// <param name="level">What the caller allows.</param>
    /// <param name="isContentGranted">Whether this caller may have content kept though the server keeps none.</param>
    public SpanRecord Apply(SpanRecord record, TraceLevel level, bool isContentGranted = false)
    {
        try
        {
            var kept = (_keepsContent || isContentGranted) && level == TraceLevel.Full ? record : ContentRemoval.Remove(record);
            return _redactor is null ? kept : Redact(kept, _redactor);
        }
        catch (Exception e)
        {
            // What could not be cleaned is not kept.
            LogBug(logger, e, record.TraceId);
            return ContentRemoval.RemoveAll(record);
        }
    }

    private static SpanRecord Redact(SpanRecord record, Redactor redactor) => record with
    {
        Name = redactor.Redact(record.Name),
        Error = record.Error is null ? null : record.Error with { Message = redactor.Redact(record.Error.Message) },
        ModelAsked = redactor.Redact(record.ModelAsked),
        Model = redactor.Redact(record.Model),
        RoutingAlias = Redact(record.RoutingAlias, redactor),
        FinishReason = Redact(record.FinishReason, redactor),
        Attempts = record.Attempts.Count == 0 ? record.Attempts : [.. record.Attempts.Select(attempt => Redact(attempt, redactor))],
        UserId = Redact(record.UserId, redactor),
        SessionId = Redact(record.SessionId, redactor),
        TraceName = Redact(record.TraceName, redactor),
        Environment = Redact(record.Environment, redactor),
        ServiceName = Redact(record.ServiceName, redactor),
        PromptName = Redact(record.PromptName, redactor),
        Scores = record.Scores.Count == 0 ? record.Scores : [.. record.Scores.Select(score => Redact(score, redactor))],
        Tags = record.Tags.Count == 0 ? record.Tags : [.. record.Tags.Select(redactor.Redact)],
        Payload = new SpanPayload
        {
            InputText = redactor.Redact(record.Payload.InputText),
            OutputText = redactor.Redact(record.Payload.OutputText),
            InputMessages = redactor.Redact(record.Payload.InputMessages),
            OutputMessages = redactor.Redact(record.Payload.OutputMessages),
            Parameters = redactor.Redact(record.Payload.Parameters),
            Metadata = redactor.Redact(record.Payload.Metadata),
            Attributes = redactor.Redact(record.Payload.Attributes),
            Events = redactor.Redact(record.Payload.Events),
        },
    };

    private static ScoreRecord Redact(ScoreRecord score, Redactor redactor) => score with
    {
        Name = redactor.Redact(score.Name),
        StringValue = Redact(score.StringValue, redactor),
        SessionId = Redact(score.SessionId, redactor),
        Author = Redact(score.Author, redactor),
        Comment = Redact(score.Comment, redactor),
        Environment = Redact(score.Environment, redactor),
        Metadata = Redact(score.Metadata, redactor),
    };

    private static CallAttempt Redact(CallAttempt attempt, Redactor redactor) => attempt with
    {
        Model = redactor.Redact(attempt.Model),
        Error = attempt.Error is null ? null : attempt.Error with { Message = redactor.Redact(attempt.Error.Message) },
    };

    private static string? Redact(string? text, Redactor redactor) => text is null ? null : redactor.Redact(text);

    [LoggerMessage(Level = LogLevel.Error, Message = "Trace {TraceId} could not be redacted, for a bug; nothing of what was said in it is kept.")]
    private static partial void LogBug(ILogger logger, Exception exception, TraceId traceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A part of span {SpanId} could not be redacted, for a bug; nothing of it is kept.")]
    private static partial void LogPartBug(ILogger logger, Exception exception, SpanId spanId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Score {ScoreId} could not be redacted, for a bug; only its number is kept.")]
    private static partial void LogScoreBug(ILogger logger, Exception exception, string scoreId);
}

using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi.Attached;
using Tracehouse.Ingest.GenAi.Contents;
using Tracehouse.Ingest.GenAi.Conventions;
using Tracehouse.Ingest.GenAi.Evaluations;
using Tracehouse.Ingest.GenAi.Facts;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.GenAi.Usage;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi;

/// <summary>
/// Understands spans of all conventions at once, as one span may follow two or three of them.
/// <list type="number">
/// <item>Goes over the attributes once; each field is filled by the first of its rules that has something to say.</item>
/// <item>Leaves out placeholders of spans that have only begun.</item>
/// <item>Tells what the span stands for, and with that where to look for what went in and came out.</item>
/// <item>Reads content, usage, judgements and how the span ended.</item>
/// <item>Keeps what nobody understood.</item>
/// </list>
/// </summary>
public sealed class GenAiNormaliser(IOptions<NormaliserOptions> options) : INormaliser
{
    /// <summary>What is said of spans that came this way to be their source.</summary>
    public const string Source = "otlp";

    private const string Placeholder = "pending_span";

    private readonly NormaliserOptions _options = options.Value;
    private readonly EvaluationLimits _evaluations = new(options.Value.ScoresMax, options.Value.ScoreTextCharactersMax, options.Value.WordCharactersMax);

    /// <inheritdoc/>
    public SpanRecord? Normalise(ProjectId project, IncomingSpan span, IReadOnlyList<IncomingLog> logsOfThisSpan)
    {
        // 1.
        var service = OriginReader.First(span.Resource, "service.name") ?? "";
        var draft = new SpanDraft(AllConventions.Table, span.Attributes, service, _options.WordCharactersMax);

        // 2.
        if (draft.Read(Field.Pending) == Placeholder || !TraceId.TryParse(span.TraceId, out var traceId) || !SpanId.TryParse(span.SpanId, out var spanId))
        {
            return null;
        }

        // 3.
        var kind = KindReader.Read(draft);
        var events = new EventMessages(span.Events, logsOfThisSpan);
        var reader = new ContentReader(draft, events, kind, _options.FlatMessagesMax);
        var (input, output) = (reader.ReadInput(), reader.ReadOutput());

        // 4.
        var finish = FinishReasonOf(draft, output);
        var record = Describe(project, traceId, spanId, kind, span, draft, finish) with { ServiceName = Word(service) };
        var scores = EvaluationReader.Read(record, span, draft, logsOfThisSpan, _evaluations);

        // 5.
        return record with { Scores = scores, Payload = Attach(record, span, draft, reader, events, logsOfThisSpan.Count > 0, input, output) };
    }

    private SpanRecord Describe(ProjectId project, TraceId traceId, SpanId spanId, SpanKind kind, IncomingSpan span, SpanDraft draft, string? finish)
    {
        var model = ModelNames.Read(draft, kind);
        var outcome = Outcome.Read(draft, span, finish);
        var (promptName, promptVersion) = OriginReader.Prompt(draft);
        var firstToken = FirstToken.Read(draft, span.StartTime);
        return new SpanRecord
        {
            Project = project,
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = SpanId.TryParse(span.ParentSpanId, out var parent) ? parent : null,
            Kind = kind,
            Name = Word(draft.Take(Field.Name) ?? span.Name) ?? "",
            TraceName = Word(draft.Take(Field.TraceName)),
            Source = span.Source ?? Source,
            StartTime = span.StartTime,
            Duration = span.EndTime is { } end && end > span.StartTime ? end - span.StartTime : TimeSpan.Zero,
            TimeToFirstToken = firstToken,
            Status = outcome.Status,
            Level = outcome.Level,
            Error = outcome.Error,
            HttpStatus = outcome.HttpStatus,
            ModelAsked = Word(model.Asked) ?? "",
            Model = Word(model.Answered) ?? "",
            Provider = Word(model.Provider) ?? "",
            IsStream = IsStream(draft, firstToken),
            FinishReason = Word(finish),
            Usage = UsageReader.Read(draft, span.Scope.Name),
            Cost = CostReader.Read(draft),
            SessionId = Word(OriginReader.Session(draft)),
            UserId = Word(OriginReader.User(draft)),
            Tags = OriginReader.Tags(draft, _options.TagsMax, _options.WordCharactersMax),
            Environment = Word(OriginReader.Environment(draft, span.Resource)),
            Release = Word(OriginReader.Release(draft, span.Resource)),
            Version = Word(draft.Take(Field.Version)),
            Scope = Word(span.Scope.Name),
            PromptName = Word(promptName),
            PromptVersion = Word(promptVersion),
        };
    }

    private SpanPayload Attach(
        SpanRecord record, IncomingSpan span, SpanDraft draft, ContentReader reader, EventMessages events, bool hasLogs, Content input, Content output)
    {
        var cuts = new List<string>();
        Note(Payload.Write(input, "user", _options.ContentBytesMax, out var inputText, out var inputMessages), "input");
        Note(Payload.Write(output, "assistant", _options.ContentBytesMax, out var outputText, out var outputMessages), "output");
        Note(!reader.IsCut, "messages");
        var kept = reader.UsedEvents ? events.Others : [.. events.AboutMessages, .. events.Others];
        Note(EventsWriter.Write(kept, _options.AttributesBytesMax, out var eventsText) && span.DroppedEvents == 0, "events");
        Note(span.DroppedAttributes == 0, "attributes");
        return new SpanPayload
        {
            InputText = inputText,
            InputMessages = inputMessages,
            OutputText = outputText,
            OutputMessages = outputMessages,
            Parameters = ParametersWriter.Write(draft, KindReader.RepeatsUsage(record.Kind) && record.Usage is not { Input: null, Output: null }, reader.UsedEvents && hasLogs),
            Metadata = MetadataWriter.Write(draft),
            Events = eventsText,
            Attributes = AttributesWriter.Write(draft, span, record.Kind, cuts, [("_input_form", reader.InputForm), ("_output_form", reader.OutputForm)], _options.AttributesBytesMax),
        };

        void Note(bool isWhole, string what)
        {
            if (!isWhole)
            {
                cuts.Add(what);
            }
        }
    }

    private static string? FinishReasonOf(SpanDraft draft, Content output)
    {
        if (FinishReasons.Read(draft.Value(Field.FinishReason)) is { } reason)
        {
            draft.Use(Field.FinishReason);
            return reason;
        }

        return output.Messages.Count > 0 ? output.Messages[^1].FinishReason : null;
    }

    private static bool IsStream(SpanDraft draft, TimeSpan? firstToken)
    {
        draft.Use(Field.IsStream);
        return draft.Value(Field.IsStream).AsBool() ?? (firstToken is not null || draft.Read(Field.Kind) is "ai.streamText.doStream" or "ai.streamObject.doStream"
            || draft.Value(Field.ParameterMap).AsString()?.Contains("\"stream\":true", StringComparison.Ordinal) == true);
    }

    private string? Word(string? text) => WordLimit.Cut(text, _options.WordCharactersMax);
}

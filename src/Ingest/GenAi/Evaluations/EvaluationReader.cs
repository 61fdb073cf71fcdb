using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Evaluations;

/// <summary>
/// Reads judgements that came with a span: events and logs of OpenTelemetry, attributes of OpenInference, feedback of Logfire. The id of each comes from
/// where it stands and what it says, so that one that is sent again, or by span and log, is the same.
/// </summary>
internal sealed class EvaluationReader
{
    private const string EventName = "gen_ai.evaluation.result";
    private const string NameKey = "gen_ai.evaluation.name";
    private const string ValueKey = "gen_ai.evaluation.score.value";
    private const string LabelKey = "gen_ai.evaluation.score.label";
    private const string ExplanationKey = "gen_ai.evaluation.explanation";
    private const string ByProgram = "eval";
    private const string ByPerson = "annotation";

    private readonly SpanRecord _record;
    private readonly EvaluationLimits _limits;
    private readonly List<ScoreRecord> _scores = [];

    private EvaluationReader(SpanRecord record, EvaluationLimits limits) => (_record, _limits) = (record, limits);

    /// <param name="record">The span, but for its judgements.</param>
    /// <param name="span">The same as it came.</param>
    /// <param name="draft">Its attributes.</param>
    /// <param name="logs">What logs have told of it.</param>
    /// <param name="limits">How much is taken.</param>
    public static IReadOnlyList<ScoreRecord> Read(
        SpanRecord record, IncomingSpan span, SpanDraft draft, IReadOnlyList<IncomingLog> logs, EvaluationLimits limits)
    {
        if (!draft.Has(Field.FeedbackName) && !Exists(draft.Grouped) && !Exists(span.Events) && !Exists(logs))
        {
            return [];
        }

        var reader = new EvaluationReader(record, limits);
        reader.ReadEvents(span, logs);
        reader.ReadAttributes(draft);
        reader.ReadFeedback(draft);
        return reader._scores;
    }

    private static bool Exists(IReadOnlyList<GroupedAttribute> grouped)
    {
        for (var index = 0; index < grouped.Count; index++)
        {
            if (grouped[index].Rule.Group == Group.Evaluations)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Exists(IReadOnlyList<IncomingEvent> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            if (events[index].Name == EventName)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Exists(IReadOnlyList<IncomingLog> logs)
    {
        for (var index = 0; index < logs.Count; index++)
        {
            if (logs[index].EventName == EventName)
            {
                return true;
            }
        }

        return false;
    }

    private void ReadEvents(IncomingSpan span, IReadOnlyList<IncomingLog> logs)
    {
        foreach (var happened in span.Events)
        {
            if (happened.Name == EventName)
            {
                TryAdd(FromEvent(happened.Attributes, happened.Time), new Judged(_record.TraceId, _record.SpanId, null), place: null);
            }
        }

        foreach (var log in logs)
        {
            if (log.EventName == EventName)
            {
                var judged = TraceId.TryParse(log.TraceId, out var trace)
                    ? new Judged(trace, SpanId.TryParse(log.SpanId, out var judgedSpan) ? judgedSpan : null, null)
                    : new Judged(_record.TraceId, null, null);
                TryAdd(FromEvent(log.Attributes, log.Time), judged, place: null);
            }
        }
    }

    private Evaluation FromEvent(IncomingAttributes attributes, DateTimeOffset time) => new()
    {
        Name = attributes.Get(NameKey).AsString(),
        Score = attributes.Get(ValueKey),
        Label = attributes.Get(LabelKey).AsString(),
        Explanation = attributes.Get(ExplanationKey).AsString(),
        Metadata = OthersOf(attributes),
        Time = time,
    };

    /// <summary>What an event says beside the judgement, such as who judged.</summary>
    private string? OthersOf(IncomingAttributes attributes)
    {
        var others = attributes.Where(item => item.Key is not (NameKey or ValueKey or LabelKey or ExplanationKey)).ToArray();
        if (others.Length == 0)
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var json = JsonText.Writer(bytes))
        {
            new IncomingAttributes(others).WriteJson(json);
        }

        return bytes.WrittenCount <= _limits.TextCharacters ? Encoding.UTF8.GetString(bytes.WrittenSpan) : null;
    }

    private void ReadAttributes(SpanDraft draft)
    {
        foreach (var (place, evaluation) in EvaluationAttributes.Read(draft, _limits.Scores))
        {
            var judged = place.StartsWith("trace.", StringComparison.Ordinal) ? new Judged(_record.TraceId, null, null)
                : place.StartsWith("session.", StringComparison.Ordinal) ? Judged.SessionOf(_record)
                : new Judged(_record.TraceId, _record.SpanId, null);
            if (TryAdd(evaluation, judged, place))
            {
                evaluation.Places.ForEach(draft.Use);
            }
        }
    }

    /// <summary>Logfire sends what somebody thought of a span as a span below it, with the value under the name of the judgement.</summary>
    private void ReadFeedback(SpanDraft draft)
    {
        if (draft.Read(Field.FeedbackName) is not { } name)
        {
            return;
        }

        var value = draft.Attributes.Get(name);
        var evaluation = new Evaluation
        {
            Name = name,
            Score = value.Kind == AttributeKind.String ? default : value,
            Label = value.Kind == AttributeKind.String ? value.AsString() : null,
            Explanation = draft.Attributes.Get("logfire.feedback.comment").AsString(),
            IsByPerson = true,
        };
        TryAdd(evaluation, new Judged(_record.TraceId, _record.ParentSpanId, null), place: name);
    }

    /// <summary>False for what is no judgement, for lack of a name or a value, beyond the limit, and for what is not taken whole.</summary>
    private bool TryAdd(Evaluation evaluation, Judged judged, string? place)
    {
        if (string.IsNullOrEmpty(evaluation.Name) || _scores.Count >= _limits.Scores || !evaluation.TryReadValue(out var type, out var value, out var text))
        {
            return false;
        }

        _scores.Add(new ScoreRecord
        {
            Project = _record.Project,
            Id = IdOf(evaluation, judged, place, value, text),
            TraceId = judged.Trace,
            SpanId = judged.Span,
            SessionId = judged.Session,
            Name = WordLimit.Cut(evaluation.Name, _limits.WordCharacters)!,
            Type = type,
            Value = value,
            StringValue = WordLimit.Cut(text, type == ScoreType.Text ? _limits.TextCharacters : _limits.WordCharacters),
            Source = evaluation.IsByPerson ? ByPerson : ByProgram,
            Comment = type == ScoreType.Text ? null : WordLimit.Cut(evaluation.Explanation, _limits.TextCharacters),
            Environment = _record.Environment,
            Metadata = evaluation.Metadata?.Length <= _limits.TextCharacters ? evaluation.Metadata : null,
            Time = evaluation.Time ?? _record.StartTime + _record.Duration,
        });
        return evaluation.Name.Length <= _limits.WordCharacters && (text?.Length ?? 0) <= _limits.WordCharacters
            && Math.Max(evaluation.Explanation?.Length ?? 0, evaluation.Metadata?.Length ?? 0) <= _limits.TextCharacters;
    }

    /// <summary>A judgement with a place of its own among the attributes is told by that; an event, which has none, by all that it says.</summary>
    private string IdOf(Evaluation evaluation, Judged judged, string? place, double? value, string? text)
    {
        string?[] parts = place is not null
            ? [_record.TraceId.Value, _record.SpanId.Value, place, evaluation.Name]
            : [judged.Trace?.Value, judged.Span?.Value, "", evaluation.Name, evaluation.Time?.UtcTicks.ToString(CultureInfo.InvariantCulture),
                value?.ToString("R", CultureInfo.InvariantCulture), text, evaluation.Explanation];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
    }
}

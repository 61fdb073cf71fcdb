using System.Buffers;
using System.Text.Json;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Takes spans for what every span is, and keeps the rest as attributes.</summary>
internal sealed class PlainNormaliser : INormaliser
{
    private const int StatusError = 2;

    public SpanRecord? Normalise(ProjectId project, IncomingSpan span, IReadOnlyList<IncomingLog> logsOfThisSpan)
    {
        if (!TraceId.TryParse(span.TraceId, out var traceId) || !SpanId.TryParse(span.SpanId, out var spanId))
        {
            return null;
        }

        var duration = (span.EndTime ?? span.StartTime) - span.StartTime;
        return new SpanRecord
        {
            Project = project,
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = SpanId.TryParse(span.ParentSpanId, out var parent) ? parent : null,
            Kind = SpanKind.Span,
            Name = span.Name,
            Source = "otlp",
            StartTime = span.StartTime,
            Duration = duration > TimeSpan.Zero ? duration : TimeSpan.Zero,
            Status = span.StatusCode == StatusError ? SpanStatus.Error : SpanStatus.Success,
            Error = span.StatusCode == StatusError ? new SpanError("error", span.StatusMessage ?? "") : null,
            Scope = span.Scope.Name,
            ServiceName = span.Resource.Get("service.name").AsString(),
            Payload = new SpanPayload
            {
                Attributes = Json(json => WriteAttributes(json, span)),
                Events = span.Events.Count == 0 ? default : Json(json => IncomingEvent.WriteJson(json, span.Events)),
            },
        };
    }

    private static void WriteAttributes(Utf8JsonWriter json, IncomingSpan span)
    {
        var all = span.Attributes.Append(new("resource", AttributeValue.From(span.Resource)));
        if (span.DroppedAttributes > 0)
        {
            all = all.Append(new("_dropped_attributes", AttributeValue.From((long)span.DroppedAttributes)));
        }

        if (span.DroppedEvents > 0)
        {
            all = all.Append(new("_dropped_events", AttributeValue.From((long)span.DroppedEvents)));
        }

        new IncomingAttributes([.. all]).WriteJson(json);
    }

    private static Utf8Text Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        return new Utf8Text(bytes.WrittenMemory);
    }
}

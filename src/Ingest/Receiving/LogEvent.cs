using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>
/// A log about a call as a record of its own: an event below the span that it belongs to. Its id comes from what it says, so that one that is
/// sent again is the same record.
/// </summary>
internal sealed class LogEvent
{
    private LogEvent(SpanId id, IncomingSpan span, IncomingLog log) => (Id, Span, Log) = (id, span, log);

    public SpanId Id { get; }

    /// <summary>The log in the shape of a span, for the normaliser.</summary>
    public IncomingSpan Span { get; }

    public IncomingLog Log { get; }

    /// <param name="log">The log.</param>
    /// <param name="ordinals">How often each log of this request was there before; two that say the same are two.</param>
    public static LogEvent From(IncomingLog log, Dictionary<string, int> ordinals)
    {
        var said = DigestOf(log, 0);
        ordinals[said] = ordinals.GetValueOrDefault(said, -1) + 1;
        var digest = DigestOf(log, ordinals[said]);
        var id = digest[..16];
        SpanId.TryParse(id, out var spanId);
        var span = new IncomingSpan
        {
            TraceId = log.TraceId ?? digest[^32..],
            SpanId = id,
            ParentSpanId = log.SpanId,
            Name = log.EventName,
            Kind = 0,
            StartTime = log.Time,
            EndTime = log.Time,
            Attributes = IncomingAttributes.None,
            Events = [],
            Scope = log.Scope,
            Resource = log.Resource,
        };
        return new LogEvent(spanId, span, log);
    }

    /// <summary>
    /// What is kept of it: what a normaliser made of it, with the log itself among the events. Its counts are left out, because the span has them too.
    /// </summary>
    public SpanRecord ToRecord(SpanRecord normalised) => normalised with
    {
        Kind = SpanKind.Event,
        Usage = TokenUsage.Unknown,
        Cost = null,
        Payload = normalised.Payload with { Events = Json(json => IncomingEvent.WriteJson(json, [ToEvent()])) },
    };

    private IncomingEvent ToEvent() => new() { Name = Log.EventName, Time = Log.Time, Attributes = Log.Attributes, Body = Log.Body };

    private static string DigestOf(IncomingLog log, int ordinal)
    {
        var text = Json(json =>
        {
            json.WriteStartArray();
            json.WriteStringValue(log.TraceId);
            json.WriteStringValue(log.SpanId);
            json.WriteStringValue(log.EventName);
            json.WriteNumberValue(log.Time.UtcTicks);
            log.Attributes.WriteJson(json);
            (log.Body ?? AttributeValue.Null).WriteJson(json);
            json.WriteNumberValue(ordinal);
            json.WriteEndArray();
        });
        return Convert.ToHexStringLower(SHA256.HashData(text.Bytes.Span));
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

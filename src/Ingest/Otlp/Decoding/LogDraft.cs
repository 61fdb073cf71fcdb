using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>A record of a log while its fields are being read.</summary>
internal sealed class LogDraft
{
    private const string EventNameAttribute = "event.name";
    private const string GenAiPrefix = "gen_ai.";

    private bool _isBad;

    public string? TraceId { get; private set; }

    public string? SpanId { get; private set; }

    public string EventName { get; set; } = "";

    public ulong Time { get; set; }

    public ulong ObservedTime { get; set; }

    public IncomingAttributes Attributes { get; set; } = IncomingAttributes.None;

    public AttributeValue? Body { get; set; }

    public void TakeTraceId(bool isGood, string? id) => (TraceId, _isBad) = (id, _isBad || !isGood);

    public void TakeSpanId(bool isGood, string? id) => (SpanId, _isBad) = (id, _isBad || !isGood);

    /// <summary>Hands the record on if it tells something about a call of a model; all others are not what is kept here.</summary>
    public void Finish(IncomingScope scope, IncomingAttributes resource, DateTimeOffset arrival, int bytes, IIncomingItems items)
    {
        var name = EventName.Length > 0 ? EventName : Attributes.Get(EventNameAttribute).AsString() ?? "";
        if (_isBad)
        {
            items.Reject("The trace id of a log must be 16 bytes, its span id 8, or absent.");
        }
        else if (name.StartsWith(GenAiPrefix, StringComparison.Ordinal))
        {
            items.Take(
                new IncomingLog
                {
                    TraceId = TraceId,
                    SpanId = SpanId,
                    EventName = name,
                    Time = OtlpTime.From(Time) ?? OtlpTime.From(ObservedTime) ?? arrival,
                    Attributes = Attributes,
                    Body = Body,
                    Scope = scope,
                    Resource = resource,
                },
                bytes);
        }
    }
}

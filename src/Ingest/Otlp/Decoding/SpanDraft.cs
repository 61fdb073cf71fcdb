using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>A span while its fields are being read.</summary>
internal sealed class SpanDraft
{
    /// <summary>Where links to other spans are kept; they have no place of their own.</summary>
    private const string LinksName = "_links";

    private List<AttributeValue>? _links;
    private string? _traceId, _spanId, _parentId, _fault;

    public string Name { get; set; } = "";

    public string? TraceState { get; set; }

    public string? StatusMessage { get; set; }

    public int Kind { get; set; }

    public int StatusCode { get; set; }

    public ulong Start { get; set; }

    public ulong End { get; set; }

    public IncomingAttributes Attributes { get; set; } = IncomingAttributes.None;

    public IReadOnlyList<IncomingEvent> Events { get; set; } = [];


    public long DroppedAttributes { get; set; }

    public long DroppedEvents { get; set; }

    public void TakeTraceId(bool isGood, string? id) => (_traceId, _fault) = (id, isGood ? _fault : OtlpId.Fault("trace id", OtlpId.TraceBytes));

    public void TakeSpanId(bool isGood, string? id) => (_spanId, _fault) = (id, isGood ? _fault : OtlpId.Fault("span id", OtlpId.SpanBytes));

    public void TakeParentId(bool isGood, string? id) => (_parentId, _fault) = (id, isGood ? _fault : OtlpId.Fault("parent span id", OtlpId.SpanBytes));

    /// <summary>Takes a link to another span.</summary>
    public void TakeLink(string traceId, string spanId, IncomingAttributes attributes, ItemReading item)
    {
        if (item.Grant(1) == 1)
        {
            (_links ??= []).Add(AttributeValue.From(new IncomingAttributes(
                new("trace_id", AttributeValue.From(traceId)), new("span_id", AttributeValue.From(spanId)), new("attributes", AttributeValue.From(attributes)))));
        }
    }

    /// <summary>Hands the span on, or says why it cannot be taken.</summary>
    /// <param name="scope">The library that made it.</param>
    /// <param name="resource">The program that it comes from.</param>
    /// <param name="arrival">Stands in for a time that the span does not say.</param>
    /// <param name="items">Takes it.</param>
    public void Finish(IncomingScope scope, IncomingAttributes resource, DateTimeOffset arrival, IIncomingItems items)
    {
        var fault = _fault
            ?? (_traceId is null ? OtlpId.Fault("trace id", OtlpId.TraceBytes) : _spanId is null ? OtlpId.Fault("span id", OtlpId.SpanBytes) : null);
        if (fault is not null)
        {
            items.Reject(fault);
            return;
        }

        var end = OtlpTime.From(End);
        items.Take(new IncomingSpan
        {
            TraceId = _traceId!,
            SpanId = _spanId!,
            ParentSpanId = _parentId == _spanId ? null : _parentId,
            Name = Name,
            Kind = Kind,
            StartTime = OtlpTime.From(Start) ?? end ?? arrival,
            EndTime = end,
            StatusCode = StatusCode,
            StatusMessage = StatusMessage,
            TraceState = TraceState,
            Attributes = _links is null ? Attributes : new([.. Attributes, new(LinksName, AttributeValue.From(_links))]),
            Events = Events,
            Scope = scope,
            Resource = resource,
            DroppedAttributes = (int)Math.Min(DroppedAttributes, int.MaxValue),
            DroppedEvents = (int)Math.Min(DroppedEvents, int.MaxValue),
        });
    }
}

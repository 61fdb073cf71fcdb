using System.Text.Json;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Reads single spans and log records from OTLP's JSON.</summary>
internal sealed class JsonItems(DecodeLimits limits, DateTimeOffset arrival, IIncomingItems items)
{
    private static readonly string[] SpanKinds =
        ["SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"];

    private static readonly string[] StatusCodes = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];
    private static readonly JsonFieldNames EventFields = new(("timeUnixNano", 1), ("name", 2), ("attributes", 3));
    private static readonly JsonFieldNames LinkFields = new(("traceId", 1), ("spanId", 2), ("attributes", 4));
    private static readonly JsonFieldNames StatusFields = new(("message", 2), ("code", 3));

    private static readonly JsonFieldNames SpanFields = new(
        ("traceId", 1), ("spanId", 2), ("traceState", 3), ("parentSpanId", 4), ("name", 5), ("kind", 6), ("startTimeUnixNano", 7), ("endTimeUnixNano", 8),
        ("attributes", 9), ("droppedAttributesCount", 10), ("events", 11), ("droppedEventsCount", 12), ("links", 13), ("status", 15));

    private static readonly JsonFieldNames LogFields = new(
        ("timeUnixNano", 1), ("body", 5), ("attributes", 6), ("traceId", 9), ("spanId", 10), ("observedTimeUnixNano", 11), ("eventName", 12));

    /// <summary>Reads the object on whose beginning the reader stands, and hands it on.</summary>
    public void Read(ref Utf8JsonReader json, OtlpSignal signal, IncomingScope scope, IncomingAttributes resource)
    {
        if (signal == OtlpSignal.Traces)
        {
            ReadSpan(ref json).Finish(scope, resource, arrival, items);
        }
        else
        {
            var start = json.TokenStartIndex;
            var log = ReadLog(ref json);
            log.Finish(scope, resource, arrival, (int)(json.TokenStartIndex - start), items);
        }
    }

    private SpanDraft ReadSpan(ref Utf8JsonReader json)
    {
        var (draft, item) = (new SpanDraft(), new ItemReading(limits));
        while (SpanFields.Next(ref json, out var field))
        {
            switch (field)
            {
                case 1: draft.TakeTraceId(OtlpId.TryFromHex(JsonText.String(ref json), OtlpId.TraceBytes, out var trace), trace); break;
                case 2: draft.TakeSpanId(OtlpId.TryFromHex(JsonText.String(ref json), OtlpId.SpanBytes, out var span), span); break;
                case 3: draft.TraceState = TextOrNull(ref json); break;
                case 4: draft.TakeParentId(OtlpId.TryFromHex(JsonText.String(ref json), OtlpId.SpanBytes, out var parent), parent); break;
                case 5: draft.Name = JsonText.String(ref json) ?? ""; break;
                case 6: draft.Kind = JsonText.Enum(ref json, SpanKinds); break;
                case 7: draft.Start = JsonText.UInt64(ref json); break;
                case 8: draft.End = JsonText.UInt64(ref json); break;
                case 9: draft.Attributes = JsonValues.ReadAttributes(ref json, item); break;
                case 10: draft.DroppedAttributes += (uint)JsonText.UInt64(ref json); break;
                case 11: ReadEvents(ref json, draft, item); break;
                case 12: draft.DroppedEvents += (uint)JsonText.UInt64(ref json); break;
                case 13: ReadLinks(ref json, draft, item); break;
                case 15: ReadStatus(ref json, draft); break;
                default: json.Skip(); break;
            }
        }

        draft.DroppedAttributes += item.Dropped;
        return draft;
    }

    private void ReadEvents(ref Utf8JsonReader json, SpanDraft draft, ItemReading item)
    {
        var events = new List<IncomingEvent>();
        while (JsonList.Next(ref json))
        {
            if (item.Grant(1) == 1)
            {
                events.Add(ReadEvent(ref json, item));
            }
            else
            {
                json.Skip();
                draft.DroppedEvents++;
            }
        }

        JsonList.SkipOther(ref json);
        draft.Events = events;
    }

    private IncomingEvent ReadEvent(ref Utf8JsonReader json, ItemReading item)
    {
        var (name, time, attributes) = ("", 0UL, IncomingAttributes.None);
        while (EventFields.Next(ref json, out var field))
        {
            switch (field)
            {
                case 1: time = JsonText.UInt64(ref json); break;
                case 2: name = JsonText.Name(ref json); break;
                case 3: attributes = JsonValues.ReadAttributes(ref json, item); break;
                default: json.Skip(); break;
            }
        }

        return new IncomingEvent { Name = name, Time = OtlpTime.From(time) ?? arrival, Attributes = attributes };
    }

    private static void ReadLinks(ref Utf8JsonReader json, SpanDraft draft, ItemReading item)
    {
        while (JsonList.Next(ref json))
        {
            var (trace, span, attributes) = ("", "", IncomingAttributes.None);
            while (LinkFields.Next(ref json, out var field))
            {
                switch (field)
                {
                    case 1: trace = JsonText.String(ref json)?.ToLowerInvariant() ?? ""; break;
                    case 2: span = JsonText.String(ref json)?.ToLowerInvariant() ?? ""; break;
                    case 4: attributes = JsonValues.ReadAttributes(ref json, item); break;
                    default: json.Skip(); break;
                }
            }

            draft.TakeLink(trace, span, attributes, item);
        }

        JsonList.SkipOther(ref json);
    }

    private static void ReadStatus(ref Utf8JsonReader json, SpanDraft draft)
    {
        var isObject = JsonFieldNames.Enter(ref json);
        while (isObject && StatusFields.Next(ref json, out var field))
        {
            switch (field)
            {
                case 2: draft.StatusMessage = TextOrNull(ref json); break;
                case 3: draft.StatusCode = JsonText.Enum(ref json, StatusCodes); break;
                default: json.Skip(); break;
            }
        }
    }

    private LogDraft ReadLog(ref Utf8JsonReader json)
    {
        var (draft, item) = (new LogDraft(), new ItemReading(limits));
        while (LogFields.Next(ref json, out var field))
        {
            switch (field)
            {
                case 1: draft.Time = JsonText.UInt64(ref json); break;
                case 5: draft.Body = JsonValues.ReadValue(ref json, item.ValueDepth, item); break;
                case 6: draft.Attributes = JsonValues.ReadAttributes(ref json, item); break;
                case 9: draft.TakeTraceId(OtlpId.TryFromHex(JsonText.String(ref json), OtlpId.TraceBytes, out var trace), trace); break;
                case 10: draft.TakeSpanId(OtlpId.TryFromHex(JsonText.String(ref json), OtlpId.SpanBytes, out var span), span); break;
                case 11: draft.ObservedTime = JsonText.UInt64(ref json); break;
                case 12: draft.EventName = JsonText.Name(ref json); break;
                default: json.Skip(); break;
            }
        }

        return draft;
    }

    private static string? TextOrNull(ref Utf8JsonReader json) => JsonText.String(ref json) is { Length: > 0 } text ? text : null;
}

using System.Text;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Reads the requests of OTLP's three services from protobuf (opentelemetry/proto/collector, version 1).</summary>
internal sealed class ProtobufDecoder(DecodeLimits limits, DateTimeOffset arrival, IIncomingItems items)
{
    private const int ResourceField = 1;
    private const int GroupsField = 2;

    /// <summary>Hands on what is in the body. False, with nothing handed on, when it is no such request; a single broken item is only rejected.</summary>
    public bool TryDecode(OtlpSignal signal, ReadOnlySpan<byte> body)
    {
        if (!IsWhole(body, levels: 3))
        {
            return false;
        }

        var request = new ProtoReader(body);
        while (signal != OtlpSignal.Metrics && request.Next())
        {
            if (request.Field == 1)
            {
                ReadResource(signal, request.Bytes());
            }
            else
            {
                request.Skip();
            }
        }

        return true;
    }

    /// <summary>Whether everything but the items themselves is well formed: the request, the resources and the scopes.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> bytes, int levels)
    {
        var fields = new ProtoReader(bytes);
        var next = levels == 3 ? 1 : GroupsField;
        while (fields.Next())
        {
            if (levels > 1 && fields.Field == next)
            {
                if (!IsWhole(fields.Bytes(), levels - 1))
                {
                    return false;
                }
            }
            else
            {
                fields.Skip();
            }
        }

        return !fields.IsBroken;
    }

    private void ReadResource(OtlpSignal signal, ReadOnlySpan<byte> bytes)
    {
        var resource = ProtobufValues.ReadAttributes(HeadOf(bytes, ResourceField), 1, new ItemReading(limits));
        var fields = new ProtoReader(bytes);
        while (fields.Next())
        {
            if (fields.Field == GroupsField)
            {
                ReadScope(signal, fields.Bytes(), resource);
            }
            else
            {
                fields.Skip();
            }
        }
    }

    private void ReadScope(OtlpSignal signal, ReadOnlySpan<byte> bytes, IncomingAttributes resource)
    {
        var scope = ReadScopeItself(HeadOf(bytes, ResourceField));
        var fields = new ProtoReader(bytes);
        while (fields.Next())
        {
            if (fields.Field != GroupsField)
            {
                fields.Skip();
            }
            else if (signal == OtlpSignal.Traces)
            {
                ReadSpan(fields.Bytes(), scope, resource);
            }
            else
            {
                ReadLog(fields.Bytes(), scope, resource);
            }
        }
    }

    private IncomingScope ReadScopeItself(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return IncomingScope.Unknown;
        }

        var (name, version) = ("", "");
        var fields = new ProtoReader(bytes);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: name = NameCache.Get(fields.Bytes()); break;
                case 2: version = NameCache.Get(fields.Bytes()); break;
                default: fields.Skip(); break;
            }
        }

        return new IncomingScope(name, version, ProtobufValues.ReadAttributes(bytes, 3, new ItemReading(limits)));
    }

    private void ReadSpan(ReadOnlySpan<byte> bytes, IncomingScope scope, IncomingAttributes resource)
    {
        var draft = new SpanDraft();
        var item = new ItemReading(limits);
        var fields = new ProtoReader(bytes);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: draft.TakeTraceId(OtlpId.TryFromBytes(fields.Bytes(), OtlpId.TraceBytes, out var trace), trace); break;
                case 2: draft.TakeSpanId(OtlpId.TryFromBytes(fields.Bytes(), OtlpId.SpanBytes, out var span), span); break;
                case 3: draft.TraceState = TextOrNull(fields.Bytes()); break;
                case 4: draft.TakeParentId(OtlpId.TryFromBytes(fields.Bytes(), OtlpId.SpanBytes, out var parent), parent); break;
                case 5: draft.Name = Encoding.UTF8.GetString(fields.Bytes()); break;
                case 6: draft.Kind = (int)fields.VarInt(); break;
                case 7: draft.Start = fields.Fixed64(); break;
                case 8: draft.End = fields.Fixed64(); break;
                case 10: draft.DroppedAttributes += (uint)fields.VarInt(); break;
                case 12: draft.DroppedEvents += (uint)fields.VarInt(); break;
                case 13: ReadLink(fields.Bytes(), draft, item); break;
                case 15: ReadStatus(fields.Bytes(), draft, item); break;
                default: fields.Skip(); break;
            }
        }

        draft.Attributes = ProtobufValues.ReadAttributes(bytes, 9, item);
        ReadEvents(bytes, draft, item);
        draft.DroppedAttributes += item.Dropped;
        if (item.IsBroken || fields.IsBroken)
        {
            items.Reject("A span is no valid protobuf message.");
            return;
        }

        draft.Finish(scope, resource, arrival, items);
    }

    private void ReadEvents(ReadOnlySpan<byte> span, SpanDraft draft, ItemReading item)
    {
        var fields = new ProtoReader(span);
        var count = fields.Count(11);
        if (count == 0)
        {
            return;
        }

        var events = new IncomingEvent[item.Grant(count)];
        for (var index = 0; index < events.Length && fields.Next();)
        {
            if (fields.Field == 11)
            {
                events[index++] = ReadEvent(fields.Bytes(), item);
            }
            else
            {
                fields.Skip();
            }
        }

        draft.DroppedEvents += count - events.Length;
        draft.Events = events;
    }

    private IncomingEvent ReadEvent(ReadOnlySpan<byte> bytes, ItemReading item)
    {
        var (name, time) = ("", 0UL);
        var fields = new ProtoReader(bytes);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: time = fields.Fixed64(); break;
                case 2: name = NameCache.Get(fields.Bytes()); break;
                default: fields.Skip(); break;
            }
        }

        item.IsBroken |= fields.IsBroken;
        return new IncomingEvent
        {
            Name = name,
            Time = OtlpTime.From(time) ?? arrival,
            Attributes = ProtobufValues.ReadAttributes(bytes, 3, item),
        };
    }

    private static void ReadLink(ReadOnlySpan<byte> bytes, SpanDraft draft, ItemReading item)
    {
        var (trace, span) = ("", "");
        var fields = new ProtoReader(bytes);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: trace = Convert.ToHexStringLower(fields.Bytes()); break;
                case 2: span = Convert.ToHexStringLower(fields.Bytes()); break;
                default: fields.Skip(); break;
            }
        }

        item.IsBroken |= fields.IsBroken;
        draft.TakeLink(trace, span, ProtobufValues.ReadAttributes(bytes, 4, item), item);
    }

    private static void ReadStatus(ReadOnlySpan<byte> bytes, SpanDraft draft, ItemReading item)
    {
        var fields = new ProtoReader(bytes);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 2: draft.StatusMessage = TextOrNull(fields.Bytes()); break;
                case 3: draft.StatusCode = (int)fields.VarInt(); break;
                default: fields.Skip(); break;
            }
        }

        item.IsBroken |= fields.IsBroken;
    }

    private void ReadLog(ReadOnlySpan<byte> bytes, IncomingScope scope, IncomingAttributes resource)
    {
        var draft = new LogDraft();
        var fields = new ProtoReader(bytes);
        var item = new ItemReading(limits);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: draft.Time = fields.Fixed64(); break;
                case 5: draft.Body = ProtobufValues.ReadValue(fields.Bytes(), limits.ValueDepth, item); break;
                case 9: draft.TakeTraceId(OtlpId.TryFromBytes(fields.Bytes(), OtlpId.TraceBytes, out var trace), trace); break;
                case 10: draft.TakeSpanId(OtlpId.TryFromBytes(fields.Bytes(), OtlpId.SpanBytes, out var span), span); break;
                case 11: draft.ObservedTime = fields.Fixed64(); break;
                case 12: draft.EventName = NameCache.Get(fields.Bytes()); break;
                default: fields.Skip(); break;
            }
        }

        draft.Attributes = ProtobufValues.ReadAttributes(bytes, 6, item);
        if (item.IsBroken || fields.IsBroken)
        {
            items.Reject("A log record is no valid protobuf message.");
            return;
        }

        draft.Finish(scope, resource, arrival, bytes.Length, items);
    }

    private static string? TextOrNull(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes);

    /// <summary>What the field of this number holds, which may stand behind what it is the head of.</summary>
    private static ReadOnlySpan<byte> HeadOf(ReadOnlySpan<byte> message, int field)
    {
        var fields = new ProtoReader(message);
        ReadOnlySpan<byte> found = default;
        while (fields.Next())
        {
            if (fields.Field == field)
            {
                found = fields.Bytes();
            }
            else
            {
                fields.Skip();
            }
        }

        return found;
    }
}

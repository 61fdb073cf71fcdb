using System.Text;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Reads attributes and their values from protobuf (opentelemetry/proto/common/v1/common.proto).</summary>
internal static class ProtobufValues
{
    /// <summary>The attributes that stand in the fields of this number of a message; what is beyond the limit is counted and left out.</summary>
    public static IncomingAttributes ReadAttributes(ReadOnlySpan<byte> message, int field, ItemReading item) =>
        ReadMap(message, field, item.ValueDepth, item);

    /// <summary>The value that an <c>AnyValue</c> holds.</summary>
    public static AttributeValue ReadValue(ReadOnlySpan<byte> bytes, int depth, ItemReading item)
    {
        var fields = new ProtoReader(bytes);
        var value = AttributeValue.Null;
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: value = AttributeValue.From(Encoding.UTF8.GetString(fields.Bytes())); break;
                case 2: value = AttributeValue.From(fields.VarInt() != 0); break;
                case 3: value = AttributeValue.From((long)fields.VarInt()); break;
                case 4: value = AttributeValue.From(BitConverter.UInt64BitsToDouble(fields.Fixed64())); break;
                case 5: value = ReadArray(fields.Bytes(), depth - 1, item); break;
                case 6: value = ReadKeyValueList(fields.Bytes(), depth - 1, item); break;
                case 7: value = AttributeValue.From(fields.Bytes().ToArray()); break;
                default: fields.Skip(); break;
            }
        }

        item.IsBroken |= fields.IsBroken;
        return value;
    }

    private static AttributeValue ReadArray(ReadOnlySpan<byte> bytes, int depth, ItemReading item)
    {
        if (depth <= 0)
        {
            return AttributeValue.From(ItemReading.TooDeep);
        }

        var fields = new ProtoReader(bytes);
        var values = new AttributeValue[item.Grant(fields.Count(1))];
        for (var index = 0; index < values.Length && fields.Next();)
        {
            if (fields.Field == 1)
            {
                values[index++] = ReadValue(fields.Bytes(), depth, item);
            }
            else
            {
                fields.Skip();
            }
        }

        item.IsBroken |= fields.IsBroken;
        return AttributeValue.From(values);
    }

    private static AttributeValue ReadKeyValueList(ReadOnlySpan<byte> bytes, int depth, ItemReading item) =>
        depth <= 0 ? AttributeValue.From(ItemReading.TooDeep) : AttributeValue.From(ReadMap(bytes, 1, depth, item));

    private static IncomingAttributes ReadMap(ReadOnlySpan<byte> message, int field, int depth, ItemReading item)
    {
        var fields = new ProtoReader(message);
        var count = fields.Count(field);
        if (count == 0)
        {
            return IncomingAttributes.None;
        }

        var items = new KeyValuePair<string, AttributeValue>[item.Grant(count)];
        for (var index = 0; index < items.Length && fields.Next();)
        {
            if (fields.Field == field)
            {
                items[index++] = ReadPair(fields.Bytes(), depth, item);
            }
            else
            {
                fields.Skip();
            }
        }

        item.IsBroken |= fields.IsBroken;
        return new IncomingAttributes(items);
    }

    private static KeyValuePair<string, AttributeValue> ReadPair(ReadOnlySpan<byte> bytes, int depth, ItemReading item)
    {
        var fields = new ProtoReader(bytes);
        var (key, value) = ("", AttributeValue.Null);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: key = NameCache.Get(fields.Bytes()); break;
                case 2: value = ReadValue(fields.Bytes(), depth, item); break;
                default: fields.Skip(); break;
            }
        }

        item.IsBroken |= fields.IsBroken;
        return new(key, value);
    }
}

using System.Text.Json;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Reads attributes and their values from OTLP's JSON.</summary>
internal static class JsonValues
{
    private static readonly JsonFieldNames PairFields = new(("key", 1), ("value", 2));
    private static readonly JsonFieldNames ListFields = new(("values", 1));

    private static readonly JsonFieldNames ValueFields = new(
        ("stringValue", 1), ("boolValue", 2), ("intValue", 3), ("doubleValue", 4), ("arrayValue", 5), ("kvlistValue", 6), ("bytesValue", 7));

    /// <summary>A list of keys and values, on whose beginning the reader stands.</summary>
    public static IncomingAttributes ReadAttributes(ref Utf8JsonReader json, ItemReading item) => ReadMap(ref json, item.ValueDepth, item);

    /// <summary>The value of an object on whose beginning the reader stands.</summary>
    public static AttributeValue ReadValue(ref Utf8JsonReader json, int depth, ItemReading item)
    {
        var value = AttributeValue.Null;
        var isObject = JsonFieldNames.Enter(ref json);
        while (isObject && ValueFields.Next(ref json, out var field))
        {
            switch (field)
            {
                case 1: value = JsonText.String(ref json) is { } text ? AttributeValue.From(text) : value; break;
                case 2: value = AttributeValue.From(json.TokenType == JsonTokenType.True); json.Skip(); break;
                case 3: value = AttributeValue.From(JsonText.Int64(ref json)); break;
                case 4: value = AttributeValue.From(JsonText.Double(ref json)); break;
                case 5: value = ReadArray(ref json, depth - 1, item); break;
                case 6: value = ReadKeyValueList(ref json, depth - 1, item); break;
                case 7: value = AttributeValue.From(ReadBytes(ref json)); break;
                default: json.Skip(); break;
            }
        }

        return value;
    }

    private static AttributeValue ReadArray(ref Utf8JsonReader json, int depth, ItemReading item)
    {
        if (depth <= 0)
        {
            json.Skip();
            return AttributeValue.From(ItemReading.TooDeep);
        }

        var values = new List<AttributeValue>();
        var isObject = JsonFieldNames.Enter(ref json);
        while (isObject && ListFields.Next(ref json, out var field))
        {
            if (field != 1 || json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (item.Grant(1) == 1)
                {
                    values.Add(ReadValue(ref json, depth, item));
                }
                else
                {
                    json.Skip();
                }
            }
        }

        return AttributeValue.From(values);
    }

    private static AttributeValue ReadKeyValueList(ref Utf8JsonReader json, int depth, ItemReading item)
    {
        if (depth <= 0)
        {
            json.Skip();
            return AttributeValue.From(ItemReading.TooDeep);
        }

        var map = IncomingAttributes.None;
        var isObject = JsonFieldNames.Enter(ref json);
        while (isObject && ListFields.Next(ref json, out var field))
        {
            if (field == 1)
            {
                map = ReadMap(ref json, depth, item);
            }
            else
            {
                json.Skip();
            }
        }

        return AttributeValue.From(map);
    }

    private static IncomingAttributes ReadMap(ref Utf8JsonReader json, int depth, ItemReading item)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return IncomingAttributes.None;
        }

        var pairs = new List<KeyValuePair<string, AttributeValue>>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject && item.Grant(1) == 1)
            {
                pairs.Add(ReadPair(ref json, depth, item));
            }
            else
            {
                json.Skip();
            }
        }

        return pairs.Count == 0 ? IncomingAttributes.None : new IncomingAttributes([.. pairs]);
    }

    private static KeyValuePair<string, AttributeValue> ReadPair(ref Utf8JsonReader json, int depth, ItemReading item)
    {
        var (key, value) = ("", AttributeValue.Null);
        while (PairFields.Next(ref json, out var field))
        {
            switch (field)
            {
                case 1: key = JsonText.Name(ref json); break;
                case 2: value = ReadValue(ref json, depth, item); break;
                default: json.Skip(); break;
            }
        }

        return new(key, value);
    }

    private static byte[] ReadBytes(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String && json.TryGetBytesFromBase64(out var bytes))
        {
            return bytes;
        }

        json.Skip();
        return [];
    }
}

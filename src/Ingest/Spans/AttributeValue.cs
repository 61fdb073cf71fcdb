using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Ingest.Spans;

/// <summary>One value of an attribute, of any type that OpenTelemetry knows. The readers are lenient: null when the value says no such thing.</summary>
public readonly struct AttributeValue
{
    private readonly object? _object;
    private readonly long _bits;

    private AttributeValue(AttributeKind kind, object? value, long bits = 0) => (Kind, _object, _bits) = (kind, value, bits);

    /// <summary>No value.</summary>
    public static AttributeValue Null => default;

    /// <summary>What it holds.</summary>
    public AttributeKind Kind { get; }

    /// <summary>True when it holds nothing, or text, a list or a map without content.</summary>
    public bool IsEmpty => Kind switch
    {
        AttributeKind.Null => true,
        AttributeKind.String => ((string)_object!).Length == 0,
        AttributeKind.Array => ((IReadOnlyList<AttributeValue>)_object!).Count == 0,
        AttributeKind.Map => ((IncomingAttributes)_object!).Count == 0,
        _ => false,
    };

    public static AttributeValue From(string value) => new(AttributeKind.String, value);

    public static AttributeValue From(long value) => new(AttributeKind.Int64, null, value);

    public static AttributeValue From(double value) => new(AttributeKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static AttributeValue From(bool value) => new(AttributeKind.Bool, null, value ? 1 : 0);

    public static AttributeValue From(byte[] value) => new(AttributeKind.Bytes, value);

    public static AttributeValue From(IReadOnlyList<AttributeValue> values) => new(AttributeKind.Array, values);

    public static AttributeValue From(IncomingAttributes values) => new(AttributeKind.Map, values);

    /// <summary>Text as it is, a number or truth value as text; null for everything else.</summary>
    public string? AsString() => Kind switch
    {
        AttributeKind.String => (string)_object!,
        AttributeKind.Int64 => _bits.ToString(CultureInfo.InvariantCulture),
        AttributeKind.Double => Double.ToString("R", CultureInfo.InvariantCulture),
        AttributeKind.Bool => _bits != 0 ? "true" : "false",
        _ => null,
    };

    /// <summary>A whole number, also one that came as a fraction without rest or as text.</summary>
    public long? AsInt64() => Kind switch
    {
        AttributeKind.Int64 => _bits,
        AttributeKind.Double when double.IsInteger(Double) && Math.Abs(Double) < long.MaxValue => (long)Double,
        AttributeKind.String when long.TryParse((string)_object!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>A finite number, also one that came as text.</summary>
    public double? AsDouble() => Kind switch
    {
        AttributeKind.Int64 => _bits,
        AttributeKind.Double when double.IsFinite(Double) => Double,
        AttributeKind.String when double.TryParse((string)_object!, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    /// <summary>True or false, also as the words.</summary>
    public bool? AsBool() => Kind switch
    {
        AttributeKind.Bool => _bits != 0,
        AttributeKind.String when bool.TryParse((string)_object!, out var truth) => truth,
        _ => null,
    };

    /// <summary>The bytes; null for anything but bytes.</summary>
    public byte[]? AsBytes() => _object as byte[];

    /// <summary>The values of a list; null for anything but a list.</summary>
    public IReadOnlyList<AttributeValue>? AsArray() => Kind == AttributeKind.Array ? (IReadOnlyList<AttributeValue>)_object! : null;

    /// <summary>The values of a map; null for anything but a map.</summary>
    public IncomingAttributes? AsMap() => _object as IncomingAttributes;

    /// <summary>Writes it as JSON. Bytes become Base64; numbers that JSON has no form for become the words that OTLP has for them.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        switch (Kind)
        {
            case AttributeKind.String: json.WriteStringValue((string)_object!); break;
            case AttributeKind.Int64: json.WriteNumberValue(_bits); break;
            case AttributeKind.Double: WriteDouble(json, Double); break;
            case AttributeKind.Bool: json.WriteBooleanValue(_bits != 0); break;
            case AttributeKind.Bytes: json.WriteBase64StringValue((byte[])_object!); break;
            case AttributeKind.Array: WriteArray(json, (IReadOnlyList<AttributeValue>)_object!); break;
            case AttributeKind.Map: ((IncomingAttributes)_object!).WriteJson(json); break;
            default: json.WriteNullValue(); break;
        }
    }

    /// <summary>The value as JSON text.</summary>
    public override string ToString()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            WriteJson(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private double Double => BitConverter.Int64BitsToDouble(_bits);

    private static void WriteDouble(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void WriteArray(Utf8JsonWriter json, IReadOnlyList<AttributeValue> values)
    {
        json.WriteStartArray();
        for (var index = 0; index < values.Count; index++)
        {
            values[index].WriteJson(json);
        }

        json.WriteEndArray();
    }
}

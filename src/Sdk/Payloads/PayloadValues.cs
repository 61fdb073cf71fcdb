using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Observing;

namespace Tracehouse.Payloads;

/// <summary>
/// How a value of each kind is written: as the application says (<see cref="TracehouseOptions.JsonTypes"/>), as the generator has seen its type, by reflection where that
/// is allowed, else as its <c>ToString</c>.
/// </summary>
internal static class PayloadValues
{
    public static void Write(PayloadWriter writer, object value)
    {
        if (value is Enum)
        {
            writer.Text(value.ToString());
        }
        else if (!TryScalar(writer, value) && writer.TryDescend(value))
        {
            Compound(writer, value);
            writer.Rise();
        }
    }

    private static bool TryScalar(PayloadWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.Text(text);
                return true;
            case bool truth:
                writer.Append(truth ? "true" : "false");
                return true;
            case char character:
                writer.Text([character]);
                return true;
            case float or double or Half when !double.IsFinite(Convert.ToDouble(value is Half half ? (double)half : value, CultureInfo.InvariantCulture)):
                writer.Text(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                return true;
            case int or long or short or byte or uint or ulong or ushort or sbyte or float or double or decimal or Half or Int128 or UInt128 or BigInteger or nint or nuint:
                writer.Number((ISpanFormattable)value);
                return true;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly:
                writer.Text(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                return true;
            case TimeSpan or Guid or Uri or Version or Type or CultureInfo:
                writer.Text(value.ToString());
                return true;
            case Exception cause:
                writer.Text($"{cause.GetType()}: {cause.Message}");
                return true;
            case Delegate or Stream or Task or CancellationToken:
                writer.Text($"<{value.GetType().Name}>");
                return true;
            case byte[] bytes:
                writer.Text($"<{bytes.Length} bytes>");
                return true;
            case ReadOnlyMemory<byte> or Memory<byte>:
                writer.Text($"<{(value is ReadOnlyMemory<byte> memory ? memory : (Memory<byte>)value).Length} bytes>");
                return true;
            default:
                return false;
        }
    }

    private static void Compound(PayloadWriter writer, object value)
    {
        if (value is JsonElement or JsonNode or JsonDocument)
        {
            PayloadJson.Write(writer, value);
        }
        else if (writer.Settings.Json is { } json && json.TryGetTypeInfo(value.GetType(), out var type) && !LazySequence.Is(value))
        {
            PayloadJson.Write(writer, value, type);
        }
        else if (PayloadTypes.Find(value.GetType()) is { } write)
        {
            write(value, writer);
        }
        else if (value is IDictionary pairs)
        {
            Pairs(writer, pairs);
        }
        else if (LazySequence.NameOf(value) is { } items)
        {
            writer.Text($"<lazy sequence of {items}>");
        }
        else if (value is IEnumerable collection)
        {
            Items(writer, collection);
        }
        else if (value is ITuple tuple)
        {
            Items(writer, Enumerable.Range(0, tuple.Length).Select(index => tuple[index]));
        }
        else if (!JsonSerializer.IsReflectionEnabledByDefault || !PayloadReflection.TryWrite(writer, value))
        {
            writer.Text(value.ToString());
        }
    }

    private static void Items(PayloadWriter writer, IEnumerable items)
    {
        writer.BeginArray();
        foreach (var item in items)
        {
            if (writer.IsCut)
            {
                break;
            }

            writer.Value(item);
        }

        writer.EndArray();
    }

    private static void Pairs(PayloadWriter writer, IDictionary pairs)
    {
        writer.BeginObject();
        foreach (DictionaryEntry pair in pairs)
        {
            if (writer.IsCut)
            {
                break;
            }

            writer.Member(Convert.ToString(pair.Key, CultureInfo.InvariantCulture) ?? "", pair.Value);
        }

        writer.EndObject();
    }
}

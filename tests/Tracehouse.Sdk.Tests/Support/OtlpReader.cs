using System.Globalization;
using System.Text;

namespace Tracehouse.Sdk.Tests.Support;

/// <summary>Reads a request of OTLP by the numbers of its fields (opentelemetry/proto/trace/v1/trace.proto).</summary>
internal static class OtlpReader
{
    public static List<ReceivedSpan> Read(byte[] request) =>
    [
        .. from resource in Fields(request) where resource.Number == 1
           from scope in Fields(resource.Bytes) where scope.Number == 2
           from span in Fields(scope.Bytes) where span.Number == 2
           select Span(span.Bytes),
    ];

    private static ReceivedSpan Span(byte[] bytes)
    {
        var fields = Fields(bytes).ToList();
        var status = fields.Where(field => field.Number == 15).SelectMany(field => Fields(field.Bytes)).FirstOrDefault(field => field.Number == 2).Bytes;
        return new ReceivedSpan(
            Hex(fields, 1), Hex(fields, 2), Hex(fields, 4).Trim('0').Length == 0 ? "" : Hex(fields, 4), Text(fields, 5), Attributes(fields, 9),
            [.. fields.Where(field => field.Number == 11).Select(field => Fields(field.Bytes).ToList()).Select(happened => new ReceivedEvent(Text(happened, 2), Attributes(happened, 3)))],
            status is null ? "" : Encoding.UTF8.GetString(status));
    }

    private static Dictionary<string, string> Attributes(List<(int Number, long Value, byte[] Bytes)> fields, int number) =>
        fields.Where(field => field.Number == number).Select(field => Fields(field.Bytes).ToList()).ToDictionary(pair => Text(pair, 1), pair => Value(pair[1].Bytes));

    private static string Value(byte[] bytes)
    {
        var value = Fields(bytes).FirstOrDefault();
        return value.Number switch
        {
            1 => Encoding.UTF8.GetString(value.Bytes),
            2 => value.Value == 1 ? "true" : "false",
            3 => value.Value.ToString(CultureInfo.InvariantCulture),
            4 => BitConverter.Int64BitsToDouble(value.Value).ToString(CultureInfo.InvariantCulture),
            5 => string.Join(',', Fields(value.Bytes).Select(item => Value(item.Bytes))),
            _ => "",
        };
    }

    private static string Hex(List<(int Number, long Value, byte[] Bytes)> fields, int number) => Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number).Bytes ?? []);

    private static string Text(List<(int Number, long Value, byte[] Bytes)> fields, int number) => Encoding.UTF8.GetString(fields.FirstOrDefault(field => field.Number == number).Bytes ?? []);

    private static IEnumerable<(int Number, long Value, byte[] Bytes)> Fields(byte[] bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var key = Varint(bytes, ref at);
            switch (key & 7)
            {
                case 0:
                    yield return ((int)(key >> 3), Varint(bytes, ref at), []);
                    break;
                case 1:
                    yield return ((int)(key >> 3), BitConverter.ToInt64(bytes, at), []);
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes, ref at);
                    yield return ((int)(key >> 3), 0, bytes[at..(at + length)]);
                    at += length;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private static long Varint(byte[] bytes, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var piece = bytes[at++];
            value |= (long)(piece & 0x7f) << shift;
            if (piece < 0x80)
            {
                return value;
            }
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracehouse.Ingest.Otlp.Decoding;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>The bodies of answers, in the form of the request.</summary>
internal static class AnswerBody
{
    /// <summary>The answer of an export service; empty but for what was rejected.</summary>
    public static byte[] OfExport(ExportAnswer answer, OtlpSignal signal, OtlpFormat format)
    {
        if (format == OtlpFormat.Json)
        {
            return Json(json =>
            {
                if (answer.Rejected > 0)
                {
                    json.WriteStartObject("partialSuccess"u8);
                    json.WriteString(signal == OtlpSignal.Traces ? "rejectedSpans"u8 : "rejectedLogRecords"u8, answer.Rejected.ToString(CultureInfo.InvariantCulture));
                    json.WriteString("errorMessage"u8, answer.Reason);
                    json.WriteEndObject();
                }
            });
        }

        return answer.Rejected > 0 ? Field(1, [.. Number(1, answer.Rejected), .. Field(2, Encoding.UTF8.GetBytes(answer.Reason))]) : [];
    }

    /// <summary>A <c>google.rpc.Status</c>.</summary>
    public static byte[] OfFailure(int code, string message, OtlpFormat format) => format == OtlpFormat.Json
        ? Json(json =>
        {
            json.WriteNumber("code"u8, code);
            json.WriteString("message"u8, message);
        })
        : [.. Number(1, code), .. Field(2, Encoding.UTF8.GetBytes(message))];

    /// <summary>A <c>google.rpc.Status</c> that says when to come back (google.rpc.RetryInfo).</summary>
    public static byte[] OfRetry(int code, string message, int seconds)
    {
        byte[] retry = Field(1, Number(1, seconds));
        byte[] detail = [.. Field(1, "type.googleapis.com/google.rpc.RetryInfo"u8), .. Field(2, retry)];
        return [.. OfFailure(code, message, OtlpFormat.Protobuf), .. Field(3, detail)];
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static byte[] Number(int field, long value) => [(byte)(field << 3), .. VarInt((ulong)value)];

    private static byte[] Field(int field, ReadOnlySpan<byte> bytes) => [(byte)((field << 3) | 2), .. VarInt((ulong)bytes.Length), .. bytes];

    private static List<byte> VarInt(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}

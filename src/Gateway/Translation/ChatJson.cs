using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracehouse.Gateway.Translation;

/// <summary>How JSON is written here: letters as they are, and what is copied unchecked.</summary>
internal static class ChatJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Utf8JsonWriter Write(IBufferWriter<byte> output) => new(output, Relaxed);

    /// <summary>Writes a value as it was written elsewhere; null for nothing.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, string name, ReadOnlySpan<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.IsEmpty ? "null"u8 : value, skipInputValidation: true);
    }

    /// <summary>Writes a string whose inside is given as it is to stand in JSON.</summary>
    public static void WriteRawText(this Utf8JsonWriter json, string name, ReadOnlySpan<byte> text)
    {
        var quoted = ArrayPool<byte>.Shared.Rent(text.Length + 2);
        quoted[0] = (byte)'"';
        text.CopyTo(quoted.AsSpan(1));
        quoted[text.Length + 1] = (byte)'"';
        json.WritePropertyName(name);
        json.WriteRawValue(quoted.AsSpan(0, text.Length + 2), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(quoted);
    }
}

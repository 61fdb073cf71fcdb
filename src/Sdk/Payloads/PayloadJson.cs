using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tracehouse.Payloads;

/// <summary>Values that .NET's own serializer writes, up to the limit.</summary>
internal static class PayloadJson
{
    private static readonly JsonSerializerOptions Reflected = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(PayloadWriter writer, object value) => Write(writer, json =>
    {
        switch (value)
        {
            case JsonElement element:
                element.WriteTo(json);
                break;
            case JsonDocument document:
                document.WriteTo(json);
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
        }
    });

    public static void Write(PayloadWriter writer, object value, JsonTypeInfo type) => Write(writer, json => JsonSerializer.Serialize(json, value, type));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only called where reflection is on, which trimming turns off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only called where reflection is on, which AOT turns off.")]
    public static void WriteReflected(PayloadWriter writer, object value) => Write(writer, json => JsonSerializer.Serialize(json, value, value.GetType(), Reflected));

    private static void Write(PayloadWriter writer, Action<Utf8JsonWriter> write)
    {
        var bytes = new BoundedBytes(writer.CharactersLeft);
        try
        {
            using var json = new Utf8JsonWriter(bytes, Written);
            write(json);
            json.Flush();
        }
        catch (BoundedBytes.FullException)
        {
            // What has been written so far is kept, and ends at the limit.
        }

        writer.Append(Encoding.UTF8.GetString(bytes.Written));
        if (bytes.IsFull)
        {
            writer.Cut();
        }
    }

    /// <summary>A buffer that refuses to grow beyond what as many characters may need.</summary>
    private sealed class BoundedBytes(int charactersMax) : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(1024);

        public bool IsFull { get; private set; }

        public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

        public void Advance(int count) => _bytes.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            // A character takes up to three bytes, and the writer asks for three times what a string may need.
            if (_bytes.WrittenCount > charactersMax * 3L || sizeHint > (charactersMax * 9L) + 4096)
            {
                IsFull = true;
                throw new FullException();
            }

            return _bytes.GetMemory(sizeHint);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        internal sealed class FullException : Exception;
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracehouse.Gateway.Dialects;

/// <summary>An error in the shape that OpenAI's clients read.</summary>
/// <param name="Message">For people.</param>
/// <param name="Type">OpenAI's word for the family of errors.</param>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Param">The property at fault, if one is.</param>
internal sealed record OpenAiError(string Message, string Type, string Code, string? Param = null)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void WriteTo(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, Relaxed);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, Message);
        writer.WriteString("type"u8, Type);
        writer.WriteString("param"u8, Param);
        writer.WriteString("code"u8, Code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

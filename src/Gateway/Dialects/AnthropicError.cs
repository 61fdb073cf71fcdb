using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracehouse.Gateway.Dialects;

/// <summary>An error in the shape that Anthropic's clients read.</summary>
internal static class AnthropicError
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IBufferWriter<byte> output, OpenAiError error)
    {
        using var writer = new Utf8JsonWriter(output, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, TypeOf(error));
        writer.WriteString("message"u8, error.Message);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string TypeOf(OpenAiError error) => error.Code switch
    {
        "unauthorized" or "invalid_api_key" => "authentication_error",
        "forbidden" or "model_not_allowed" => "permission_error",
        "rate_limit_exceeded" or "budget_exceeded" => "rate_limit_error",
        "model_not_found" => "not_found_error",
        "request_too_large" => "request_too_large",
        "timeout" => "timeout_error",
        _ => error.Type == "invalid_request_error" ? error.Type : "api_error",
    };
}

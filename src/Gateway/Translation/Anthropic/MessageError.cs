using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>An error of Anthropic's in the shape and, where OpenAI's clients look for one, the word of OpenAI's.</summary>
internal static class MessageError
{
    public static OpenAiError Translate(JsonElement error)
    {
        var type = error.GetText("type") ?? "api_error";
        var message = error.GetText("message") ?? "Anthropic told of an error without a message.";
        return new OpenAiError(message, type, CodeOf(type, message));
    }

    private static string CodeOf(string type, string message) => type switch
    {
        "authentication_error" => "invalid_api_key",
        "not_found_error" => "model_not_found",
        "rate_limit_error" => "rate_limit_exceeded",
        "invalid_request_error" when message.StartsWith("prompt is too long", StringComparison.OrdinalIgnoreCase) => "context_length_exceeded",
        _ => type,
    };
}

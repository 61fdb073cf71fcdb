using System.Text;
using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>What Bedrock says went wrong, in OpenAI's words.</summary>
internal static class ConverseError
{
    /// <summary>Reads the body of an answer that is an error.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="name">Bedrock's name of the error; nothing when it gave none.</param>
    /// <param name="body">The body.</param>
    public static OpenAiError Read(int status, string name, ReadOnlyMemory<byte> body)
    {
        var message = MessageIn(body) ?? Encoding.UTF8.GetString(body.Span).Trim();
        return new OpenAiError(message.Length > 0 ? ErrorReader.Excerpt(message) : $"Bedrock answered with status {status}.", TypeOf(status), name.Length > 0 ? name : "upstream_error");
    }

    /// <summary>Reads a message of a stream that is an error.</summary>
    public static OpenAiError Read(EventMessage message)
    {
        var text = message.Complaint ?? MessageIn(message.Payload) ?? "Bedrock broke the answer off.";

        // The names of exceptions begin with a small letter within a stream, and with a capital everywhere else.
        var name = message.Name.Length > 0 ? char.ToUpperInvariant(message.Name[0]) + message.Name[1..] : "upstream_error";
        var type = name switch
        {
            "ThrottlingException" => TypeOf(429),
            "ValidationException" => TypeOf(400),
            _ => TypeOf(500),
        };
        return new OpenAiError(ErrorReader.Excerpt(text), type, name);
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        429 => "rate_limit_error",
        < 500 => "invalid_request_error",
        _ => "server_error",
    };

    /// <summary>Some of its parts write the name with a capital.</summary>
    private static string? MessageIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, JsonPieces.Deep);
            return json.RootElement.GetText("message") ?? json.RootElement.GetText("Message");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

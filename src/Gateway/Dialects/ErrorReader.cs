using Tracehouse.Payloads;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads what an upstream says went wrong.</summary>
internal static class ErrorReader
{
    private const int LengthMax = 1000;

    /// <summary>The message of the error that the reader stands on; the error as written when it has none; null for null.</summary>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            return Excerpt(JsonText.Read(ref reader) ?? Encoding.UTF8.GetString(reader.ValueSpan));
        }

        string? message = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return "The upstream told of an error without a message.";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = JsonText.Is(ref reader, "message"u8);
            reader.Read();
            message = isMessage && reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : message;
            reader.Skip();
        }

        return Excerpt(message ?? "The upstream told of an error without a message.");
    }

    /// <summary>The start of a text, short enough for a list.</summary>
    public static string Excerpt(string text) => text.Length <= LengthMax ? text : text[..LengthMax];
}

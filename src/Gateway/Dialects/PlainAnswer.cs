using Tracehouse.Payloads;
using System.Text.Json;
using System.Text.Unicode;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>An answer that nobody interprets: its error if it is one, and its text if it is short.</summary>
internal static class PlainAnswer
{
    /// <summary>What is longer is an image or a sound, which nobody reads as text.</summary>
    public const int TextBytesMax = 64 * 1024;

    public static ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        var isText = Utf8.IsValid(body) && !body.Contains((byte)0);
        var isShort = body.Length <= TextBytesMax;
        return new ChatAnswer
        {
            Error = isText && isShort ? ReadError(body) : null,
            Text = isText && isShort ? new Utf8Text(body.ToArray()) : default,
            IsTruncated = isTruncated || (isText && !isShort),
            IsUnderstood = true,
        };
    }

    /// <summary>The error in the object that the reader stands at the start of; null when it tells of none.</summary>
    public static string? ReadError(ref Utf8JsonReader reader)
    {
        string? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isError = JsonText.Is(ref reader, "error"u8);
            reader.Read();
            if (isError && reader.TokenType == JsonTokenType.StartObject)
            {
                error = ErrorReader.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return error;
    }

    private static string? ReadError(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, JsonText.Deep);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadError(ref reader) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

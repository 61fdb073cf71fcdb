using Tracehouse.Payloads;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Gateway.Dialects;

/// <summary>What the caller's metadata says of the user, the conversation and the labels; in our words, or else in those of Langfuse and LiteLLM.</summary>
internal sealed record CallerMetadata(string? UserId, string? SessionId, IReadOnlyList<string> Tags)
{
    /// <summary>Nothing is said.</summary>
    public static CallerMetadata None { get; } = new(null, null, []);

    /// <summary>Reads the value of <c>metadata</c>; anything but an object says nothing.</summary>
    public static CallerMetadata Read(ReadOnlySpan<byte> metadata)
    {
        if (metadata.IsEmpty || metadata[0] != '{')
        {
            return None;
        }

        var (said, otherwise) = (None, None);
        var reader = new Utf8JsonReader(metadata, JsonText.Deep);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUser = JsonText.Is(ref reader, "user_id"u8);
            var isSession = JsonText.Is(ref reader, "session_id"u8);
            var isTags = JsonText.Is(ref reader, "tags"u8);
            var isOtherUser = JsonText.Is(ref reader, "langfuse_user_id"u8) || JsonText.Is(ref reader, "trace_user_id"u8);
            var isOtherSession = JsonText.Is(ref reader, "langfuse_session_id"u8);
            var isOtherTags = JsonText.Is(ref reader, "langfuse_tags"u8);
            reader.Read();
            said = isUser ? said with { UserId = ReadScalar(ref reader) }
                : isSession ? said with { SessionId = ReadScalar(ref reader) }
                : isTags ? said with { Tags = ReadTags(ref reader) }
                : said;
            otherwise = isOtherUser ? otherwise with { UserId = ReadScalar(ref reader) }
                : isOtherSession ? otherwise with { SessionId = ReadScalar(ref reader) }
                : isOtherTags ? otherwise with { Tags = ReadTags(ref reader) }
                : otherwise;
            reader.Skip();
        }

        return said.Or(otherwise);
    }

    /// <summary>What this one does not say, in another's words.</summary>
    public CallerMetadata Or(CallerMetadata other) => other == None ? this : this == None ? other
        : new(UserId ?? other.UserId, SessionId ?? other.SessionId, Tags.Count > 0 ? Tags : other.Tags);

    /// <summary>Text with commas between labels.</summary>
    public static IReadOnlyList<string> SplitTags(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The text of a value of its own, such as <c>user</c>; null when it is neither text nor a number.</summary>
    public static string? ReadScalar(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[0] is (byte)'{' or (byte)'[')
        {
            return null;
        }

        var reader = new Utf8JsonReader(value);
        reader.Read();
        return ReadScalar(ref reader);
    }

    private static string? ReadScalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonText.Read(ref reader),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };

    private static IReadOnlyList<string> ReadTags(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return SplitTags(JsonText.Read(ref reader));
        }

        var tags = new List<string>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return tags;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && JsonText.Read(ref reader) is { Length: > 0 } tag)
            {
                tags.Add(tag);
            }

            reader.Skip();
        }

        return tags;
    }
}

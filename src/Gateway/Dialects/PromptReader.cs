using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Takes the text out of a prompt that has no messages.</summary>
internal static class PromptReader
{
    /// <summary>The text of a JSON string, or of an array of them, in <paramref name="text"/>; of anything else, such as the numbers of tokens, what was written.</summary>
    public static Utf8Text ReadTexts(ReadOnlyMemory<byte> value, PooledBytes text)
    {
        var reader = new Utf8JsonReader(value.Span, JsonText.Deep);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
        }

        do
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                break;
            }

            ContentReader.Append(ref reader, text);
        }
        while (reader.Read());

        return new Utf8Text(text.Length > 0 ? text.Memory : value);
    }
}

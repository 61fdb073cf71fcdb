using Tracehouse.Payloads;
using System.Text.Json;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Looks up the <c>index</c> of an object before the rest of it is read.</summary>
internal static class IndexReader
{
    /// <summary>The index of the object that the reader stands at the start of; null when it has none. The caller's reader does not move.</summary>
    public static int? Peek(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIndex = JsonText.Is(ref reader, "index"u8);
            reader.Read();
            if (isIndex)
            {
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index) ? index : null;
            }

            reader.Skip();
        }

        return null;
    }
}

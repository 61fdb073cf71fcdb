using System.Text.Json;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Steps through lists of objects.</summary>
internal static class JsonList
{
    /// <summary>
    /// From the beginning of a list, or the end of one of its objects, onto the beginning of the next object. False at the list's end, and for
    /// what is no list. Items of other types are stepped over.
    /// </summary>
    public static bool Next(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndObject))
        {
            return false;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            json.Skip();
        }

        return false;
    }

    /// <summary>Steps over a value of another type than was expected, on whose beginning the reader still stands.</summary>
    public static void SkipOther(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            json.Skip();
        }
    }
}

using System.Text.Json;

namespace Tracehouse.Ingest.GenAi.Words;

/// <summary>Text that some senders write as JSON, in quotes, once or several times over.</summary>
internal static class JsonQuotes
{
    private const int LayersMax = 3;

    /// <summary>The text without its quotes; text that has none stays as it is.</summary>
    public static string Remove(string text)
    {
        for (var layer = 0; layer < LayersMax && text.Length >= 2 && text[0] == '"' && text[^1] == '"'; layer++)
        {
            try
            {
                text = JsonSerializer.Deserialize(text, TextJson.Default.String) ?? text;
            }
            catch (JsonException)
            {
                return text;
            }
            catch (ArgumentException)
            {
                // Half a character cannot be read as JSON.
                return text;
            }
        }

        return text;
    }
}

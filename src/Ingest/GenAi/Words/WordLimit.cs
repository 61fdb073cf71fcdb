namespace Tracehouse.Ingest.GenAi.Words;

/// <summary>Keeps names, ids and labels short.</summary>
internal static class WordLimit
{
    /// <summary>The beginning of the text, cut between two characters; null for an empty one.</summary>
    public static string? Cut(string? text, int charactersMax)
    {
        if (string.IsNullOrEmpty(text) || text.Length <= charactersMax)
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        return char.IsHighSurrogate(text[charactersMax - 1]) ? text[..(charactersMax - 1)] : text[..charactersMax];
    }
}

namespace Tracehouse.Ui.Conversations;

/// <summary>The beginning of a text that is too long to lay out at once.</summary>
internal static class Excerpt
{
    /// <summary>How many characters are shown before somebody asks for all.</summary>
    public const int CharactersMax = 6_000;

    /// <summary>How many lines are shown before somebody asks for all.</summary>
    public const int LinesMax = 80;

    /// <summary>The beginning of a text in one line.</summary>
    public static string Line(string text, int charactersMax)
    {
        var start = text.Length > charactersMax ? text[..(char.IsHighSurrogate(text[charactersMax - 1]) ? charactersMax - 1 : charactersMax)] : text;
        return string.Join(' ', start.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The text itself when it is short enough.</summary>
    public static string Of(string text)
    {
        var end = Math.Min(text.Length, CharactersMax);
        var lines = 0;
        for (var i = 0; i < end; i++)
        {
            if (text[i] == '\n' && ++lines == LinesMax)
            {
                end = i;
            }
        }

        // Half a surrogate pair would be shown as a broken character.
        return end == text.Length ? text : text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }
}

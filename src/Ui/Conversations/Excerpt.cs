namespace Tracehouse.Ui.Conversations;

/// <summary>The beginning of a text that is too long to lay out at once.</summary>
internal static class Excerpt
{
    /// <summary>How many characters are shown before somebody asks for all.</summary>
    public const int CharactersMax = 6_000;

    /// <summary>How many lines are shown before somebody asks for all.</summary>
    public const int LinesMax = 80;

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

namespace Tracehouse.Ingest.Scores;

/// <summary>How much <c>POST /v1/scores</c> takes, from the configuration section <c>Scores</c>.</summary>
public sealed class ScoresOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Scores";

    /// <summary>The largest request.</summary>
    public int BodyBytesMax { get; set; } = 4 << 20;

    /// <summary>The most scores of one request.</summary>
    public int ScoresPerRequestMax { get; set; } = 1000;

    /// <summary>The longest comment or text, and the most that may be attached to a score.</summary>
    public int TextCharactersMax { get; set; } = 16_384;

    /// <summary>The longest name, category, source or author.</summary>
    public int WordCharactersMax { get; set; } = 256;
}

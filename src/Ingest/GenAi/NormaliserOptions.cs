namespace Tracehouse.Ingest.GenAi;

/// <summary>How much of a span is kept. What a limit cuts says so under <c>_truncated</c>.</summary>
public sealed class NormaliserOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Normaliser";

    /// <summary>The most bytes of what went into a span, and of what came out of it.</summary>
    public int ContentBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most bytes of attributes that nobody understood, and of events.</summary>
    public int AttributesBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>The most messages that are rebuilt from attributes with numbers in their names; the rest stay attributes.</summary>
    public int FlatMessagesMax { get; set; } = 10_000;

    /// <summary>The most labels of a span.</summary>
    public int TagsMax { get; set; } = 100;

    /// <summary>The most judgements that come with a span; the rest stay events and attributes.</summary>
    public int ScoresMax { get; set; } = 100;

    /// <summary>The longest reason of a judgement, and the most that may be attached to it.</summary>
    public int ScoreTextCharactersMax { get; set; } = 16_384;

    /// <summary>The longest name, id or label; what is longer is cut, and stays whole among the attributes.</summary>
    public int WordCharactersMax { get; set; } = 1024;
}

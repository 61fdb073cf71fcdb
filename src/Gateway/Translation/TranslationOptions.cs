namespace Tracehouse.Gateway.Translation;

/// <summary>How much of a translated answer is held at once, under <c>Gateway</c>.</summary>
public sealed class TranslationOptions
{
    /// <summary>The largest answer in one piece that is translated.</summary>
    public int TranslatedBytesMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>The largest event of a stream that is translated.</summary>
    public int TranslatedEventBytesMax { get; set; } = 16 * 1024 * 1024;
}

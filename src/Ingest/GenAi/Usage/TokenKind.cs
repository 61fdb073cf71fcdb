namespace Tracehouse.Ingest.GenAi.Usage;

/// <summary>What a number of tokens counts.</summary>
internal enum TokenKind
{
    Input,
    Output,
    Total,
    CacheRead,
    CacheWrite,
    CacheWriteHour,
    Reasoning,
    InputAudio,
    OutputAudio,
    InputImage,
    OutputImage,
}

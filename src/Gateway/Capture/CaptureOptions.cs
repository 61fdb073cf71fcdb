namespace Tracehouse.Gateway.Capture;

/// <summary>How much of a call is kept, under <c>Gateway</c>.</summary>
public sealed class CaptureOptions
{
    /// <summary>How much of an answer is kept for its record. The client gets all of it in any case.</summary>
    public int CaptureBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long a value may be that a header says of the user, the conversation or anything else; the rest of it is cut off.</summary>
    public int ContextCharsMax { get; set; } = 1024;
}

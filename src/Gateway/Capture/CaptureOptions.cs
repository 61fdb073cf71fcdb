namespace Tracehouse.Gateway.Capture;

/// <summary>How much of a call is kept, under <c>Gateway</c>.</summary>
public sealed class CaptureOptions
{
    /// <summary>How much of an answer is kept for its record. The client gets all of it in any case.</summary>
    public int CaptureBytesMax { get; set; } = 16 * 1024 * 1024;
}

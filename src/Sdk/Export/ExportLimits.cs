namespace Tracehouse.Export;

/// <summary>What may wait, and for how long.</summary>
internal sealed record ExportLimits(int QueueMax, long QueueCharactersMax, TimeSpan SendEvery, TimeSpan ShutdownTimeout)
{
    /// <summary>Observations of one request.</summary>
    public const int BatchMax = 512;

    /// <summary>About so many characters go into one request; a single observation may be larger.</summary>
    public const long BatchCharactersMax = 4 << 20;

    public static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);
}

namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>All mirrors by name, and whether what came may go on as it came.</summary>
internal sealed class MirrorsOptions
{
    public IReadOnlyDictionary<string, MirrorOptions> Mirrors { get; set; } = new Dictionary<string, MirrorOptions>();

    /// <summary>False when something may have to be left out of what is sent, so that it is made of the records, which are without it.</summary>
    public bool MaySendBodies { get; set; } = true;
}

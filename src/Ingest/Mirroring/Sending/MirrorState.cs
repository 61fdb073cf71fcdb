namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>How a mirror is doing.</summary>
/// <param name="Name">What the settings call it.</param>
/// <param name="BytesWaiting">How much waits for it.</param>
/// <param name="Sent">How many spans and requests it has taken since the start.</param>
/// <param name="Dropped">How many were left out.</param>
public sealed record MirrorState(string Name, long BytesWaiting, long Sent, long Dropped);

namespace Tracehouse;

/// <summary>What has become of the observations so far.</summary>
/// <param name="Sent">Taken by the server.</param>
/// <param name="Waiting">Not sent yet.</param>
/// <param name="Dropped">Lost: the queue was full, the server refused them, or the application ended before they could be sent.</param>
public readonly record struct ExportCounts(long Sent, long Waiting, long Dropped);

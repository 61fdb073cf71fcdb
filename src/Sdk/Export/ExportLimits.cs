namespace Tracehouse.Export;

/// <summary>What may wait, and for how long.</summary>
internal sealed record ExportLimits(int QueueMax, long QueueCharactersMax, TimeSpan SendEvery, TimeSpan ShutdownTimeout);

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>What to tell the sender.</summary>
/// <param name="Result">What became of the request.</param>
/// <param name="Reason">Why it was not taken, or why some of its items were not.</param>
/// <param name="Rejected">How many items of a request that was taken were rejected.</param>
internal sealed record ExportAnswer(ExportResult Result, string Reason = "", long Rejected = 0);

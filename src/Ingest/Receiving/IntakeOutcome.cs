namespace Tracehouse.Ingest.Receiving;

/// <summary>What became of the items of a request.</summary>
/// <param name="IsKept">False when there was no room or the disk refused; the whole request may then be sent again.</param>
/// <param name="Rejected">How many were left out because they could not be taken, now or ever.</param>
/// <param name="Reason">Why the first of them was left out; empty when none was.</param>
public sealed record IntakeOutcome(bool IsKept, long Rejected, string Reason);

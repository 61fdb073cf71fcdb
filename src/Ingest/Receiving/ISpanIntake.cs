using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Keeps whole spans that came by another way than OTLP.</summary>
public interface ISpanIntake
{
    /// <summary>Understands, prices and keeps spans, and waits until they are on disk. One that cannot be understood does not cost the others.</summary>
    Task<IntakeOutcome> KeepAsync(ProjectId project, IReadOnlyList<IncomingSpan> spans, CancellationToken stop);
}

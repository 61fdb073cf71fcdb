using Tracehouse.Records;

namespace Tracehouse.Ingest.Spans;

/// <summary>Understands spans of any convention.</summary>
public interface INormaliser
{
    /// <summary>The record to keep of a span; null when it is not to be kept. Does not throw for anything that a sender can send.</summary>
    /// <param name="project">Whose span it is.</param>
    /// <param name="span">The span.</param>
    /// <param name="logsOfThisSpan">What logs have told of it so far, in the order of their time.</param>
    SpanRecord? Normalise(ProjectId project, IncomingSpan span, IReadOnlyList<IncomingLog> logsOfThisSpan);
}

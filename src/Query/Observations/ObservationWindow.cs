namespace Tracehouse.Query.Observations;

/// <summary>Which stretch of a list of spans, the newest first.</summary>
/// <param name="Limit">How many.</param>
public sealed record ObservationWindow(int Limit)
{
    /// <summary>Behind how many.</summary>
    public long Offset { get; init; }

    /// <summary>Behind which span, by when it began, its own id and that of its trace; null for the first.</summary>
    public (DateTimeOffset Start, string SpanId, string TraceId)? Behind { get; init; }
}

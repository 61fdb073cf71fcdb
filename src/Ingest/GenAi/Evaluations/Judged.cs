using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Evaluations;

/// <summary>What a judgement is about.</summary>
/// <param name="Trace">The trace; null when a session is judged.</param>
/// <param name="Span">The span; null when the trace or the session is judged as a whole.</param>
/// <param name="Session">The session; null when a trace is judged.</param>
internal readonly record struct Judged(TraceId? Trace, SpanId? Span, string? Session)
{
    /// <summary>Of a span that belongs to no session, the trace stands in for it.</summary>
    public static Judged SessionOf(SpanRecord record) => record.SessionId is { } session ? new(null, null, session) : new(record.TraceId, null, null);
}

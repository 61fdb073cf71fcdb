using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>The span that a caller says caused its call, from the W3C header <c>traceparent</c>.</summary>
internal sealed record TraceParent(TraceId TraceId, SpanId SpanId)
{
    private const int Length = 55;
    private const int TraceIdStart = 3;
    private const int TraceIdEnd = 35;
    private const int SpanIdStart = 36;
    private const int SpanIdEnd = 52;

    /// <summary>Null when the header is missing or malformed, which W3C says to treat alike.</summary>
    public static TraceParent? Read(string? header)
    {
        if (header is not { Length: >= Length } || header[2] != '-' || header[TraceIdEnd] != '-' || header[SpanIdEnd] != '-')
        {
            return null;
        }

        var trace = header[TraceIdStart..TraceIdEnd];
        var span = header[SpanIdStart..SpanIdEnd];
        return IsId(trace) && IsId(span) && TraceId.TryParse(trace, out var traceId) && SpanId.TryParse(span, out var spanId)
            ? new TraceParent(traceId, spanId)
            : null;
    }

    private static bool IsId(string text) => text.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0 && text.AsSpan().ContainsAnyExcept('0');
}

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

    /// <summary>Where our SDK writes, in the header <c>tracestate</c>, which span above the one of <c>traceparent</c> is sent to us at all.</summary>
    private const string State = "tracehouse=";

    /// <summary>Null when the header is missing or malformed, which W3C says to treat alike.</summary>
    public static TraceParent? Read(string? header, string? state = null)
    {
        var parent = Read(header);
        foreach (var member in parent is null || state is null ? [] : state.Split(',', StringSplitOptions.TrimEntries))
        {
            if (member.StartsWith(State, StringComparison.Ordinal) && member.Length - State.Length == SpanIdEnd - SpanIdStart && IsId(member[State.Length..])
                && SpanId.TryParse(member[State.Length..], out var sent))
            {
                return parent! with { SpanId = sent };
            }
        }

        return parent;
    }

    private static TraceParent? Read(string? header)
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

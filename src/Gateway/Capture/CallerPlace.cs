using Microsoft.AspNetCore.Http;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>
/// Where a caller wants its call in a trace, and what it calls it. Our own headers take any visible text for ids, and each stands for itself; what they do not
/// say, the W3C header <c>traceparent</c> says.
/// </summary>
internal readonly record struct CallerPlace(TraceId? TraceId, SpanId? ParentSpanId, SpanId? SpanId, string? Name)
{
    private const string TraceHeader = "X-Tracehouse-Trace-Id";
    private const string ParentHeader = "X-Tracehouse-Parent-Span-Id";
    private const string SpanHeader = "X-Tracehouse-Span-Id";
    private const string NameHeader = "X-Tracehouse-Name";
    private const int NameCharactersMax = 256;

    /// <summary>What is malformed says nothing.</summary>
    public static CallerPlace Read(IHeaderDictionary headers)
    {
        var parent = TraceParent.Read(headers.TraceParent, headers.TraceState);
        var trace = Records.TraceId.TryParse(headers[TraceHeader], out var named) ? named : parent?.TraceId;
        var above = Records.SpanId.TryParse(headers[ParentHeader], out var span) ? span
            : trace == parent?.TraceId ? parent?.SpanId
            : null;
        return new CallerPlace(trace, above, Records.SpanId.TryParse(headers[SpanHeader], out var own) ? own : null, NameOf(headers[NameHeader].ToString().Trim()));
    }

    private static string? NameOf(string name) => name.Length == 0 ? null : name.Length <= NameCharactersMax ? name : name[..NameCharactersMax];
}

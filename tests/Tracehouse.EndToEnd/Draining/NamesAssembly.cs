using Tracehouse.Records;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>Makes a span whose name is what was said of it, in the order of time.</summary>
internal sealed class NamesAssembly : ISpanAssembly
{
    public SpanRecord? Assemble(IReadOnlyList<SpanPart> parts) => DrainBench.Record(string.Join('+', parts.OrderBy(part => part.Time).Select(part => part.Fields))) with
    {
        TraceId = parts[0].TraceId, SpanId = parts[0].SpanId, ParentSpanId = null, StartTime = parts.Min(part => part.Time),
    };
}

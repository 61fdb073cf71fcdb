using Tracehouse.Records;

namespace Tracehouse.Store.Traces;

/// <summary>What names a trace in the whole store.</summary>
internal readonly record struct TraceKey(ProjectId Project, string TraceId)
{
    public static TraceKey Of(SpanRecord record) => new(record.Project, record.TraceId.Value);
}

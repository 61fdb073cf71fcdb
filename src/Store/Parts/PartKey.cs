using Tracehouse.Records;

namespace Tracehouse.Store.Parts;

/// <summary>What names a span in the whole store.</summary>
internal readonly record struct PartKey(ProjectId Project, string TraceId, string SpanId)
{
    public static PartKey Of(SpanPart part) => new(part.Project, part.TraceId.Value, part.SpanId.Value);
}

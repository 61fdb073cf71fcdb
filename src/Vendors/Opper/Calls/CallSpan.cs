using Tracehouse.Records;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>The span of a call that is under way.</summary>
internal sealed record CallSpan(ProjectId Project, TraceId TraceId, string SpanId, DateTimeOffset Start);

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>Where the span of a call of the gateway shall be, and what it is called.</summary>
internal sealed record CallPlace(string TraceId, string ParentSpanId, string? Name);

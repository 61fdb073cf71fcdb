namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Which page of a list an answer is; its <c>meta</c>.</summary>
internal sealed record PageMeta(int Page, int Limit, long TotalItems, long TotalPages);

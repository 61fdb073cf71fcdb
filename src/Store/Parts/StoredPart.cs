using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Store.Parts;

/// <summary>A row of <c>span_parts</c>.</summary>
internal sealed record StoredPart(
    [property: JsonPropertyName("trace_id")] string TraceId,
    [property: JsonPropertyName("span_id")] string SpanId,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("microseconds")] long Microseconds,
    [property: JsonPropertyName("is_update")] bool IsUpdate,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("fields")] string Fields)
{
    /// <summary>Null for ids that are none.</summary>
    public SpanPart? ToPart(ProjectId project) => !Records.TraceId.TryParse(TraceId, out var trace) || !Records.SpanId.TryParse(SpanId, out var span) ? null : new SpanPart
    {
        Project = project,
        TraceId = trace,
        SpanId = span,
        Id = Id,
        Time = DateTimeOffset.UnixEpoch.AddMicroseconds(Microseconds),
        IsUpdate = IsUpdate,
        Source = Source,
        Fields = Utf8Text.From(Fields),
    };
}

[JsonSerializable(typeof(StoredPart))]
internal sealed partial class PartsJson : JsonSerializerContext;

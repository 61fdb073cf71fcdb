using System.Text.Json.Serialization;

namespace Tracehouse.Store.Traces;

/// <summary>A project that has spans.</summary>
internal sealed record PastProject([property: JsonPropertyName("project")] string Name);

/// <summary>A stretch of time with so many spans, in microseconds since 1970.</summary>
internal sealed record PastWindow(
    [property: JsonPropertyName("first_start")] long First,
    [property: JsonPropertyName("last_start")] long Last,
    [property: JsonPropertyName("spans")] long Spans);

/// <summary>How far a piece of work has come, in microseconds since 1970.</summary>
internal sealed record PastProgress(
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("is_done")] bool IsDone);

[JsonSerializable(typeof(PastProject))]
[JsonSerializable(typeof(PastWindow))]
[JsonSerializable(typeof(PastProgress))]
internal sealed partial class PastJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse;

/// <summary>A trace with its spans and what it was judged.</summary>
public sealed record TraceDetail : TraceSummary
{
    /// <summary>What went in; null where content is not kept.</summary>
    public string? InputText { get; init; }

    /// <summary>What came out; null where content is not kept.</summary>
    public string? OutputText { get; init; }

    /// <summary>Metadata of its first span, as an object.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>Its spans in reading order, each before those below it.</summary>
    [JsonPropertyName("observations")]
    public IReadOnlyList<SpanSummary> Spans { get; init; } = [];

    /// <summary>What it and its spans were judged.</summary>
    public IReadOnlyList<SavedScore> Scores { get; init; } = [];

    [JsonInclude]
    internal string? NextCursor { get; init; }
}

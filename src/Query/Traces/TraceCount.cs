using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>How many traces match and when they were.</summary>
internal sealed record TraceCount
{
    [JsonPropertyName("total")]
    public long Total { get; init; }

    [JsonPropertyName("first")]
    public DateTimeOffset First { get; init; }

    [JsonPropertyName("last")]
    public DateTimeOffset Last { get; init; }
}

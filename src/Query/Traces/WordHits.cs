using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>Where something was said: counted up to a limit, and named when it is few.</summary>
internal sealed record WordHits
{
    [JsonPropertyName("hits")]
    public long Hits { get; init; }

    /// <summary>Some of the messages.</summary>
    [JsonPropertyName("names")]
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Some of the traces.</summary>
    [JsonPropertyName("traces")]
    public IReadOnlyList<string> Traces { get; init; } = [];
}

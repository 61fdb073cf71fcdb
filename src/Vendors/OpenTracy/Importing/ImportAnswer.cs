using System.Text.Json.Serialization;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>What became of traces that were sent.</summary>
internal sealed record ImportAnswer
{
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    [JsonPropertyName("ingested")]
    public int Ingested { get; init; }

    /// <summary>The ids of those that were kept, in order.</summary>
    [JsonPropertyName("trace_ids")]
    public required IReadOnlyList<string> TraceIds { get; init; }

    [JsonPropertyName("rejected")]
    public int Rejected { get; init; }

    /// <summary>Why the first of them were not kept.</summary>
    [JsonPropertyName("errors")]
    public required IReadOnlyList<ImportFault> Errors { get; init; }
}

/// <summary>Why a trace was not kept.</summary>
/// <param name="Index">Which one of the request it is; 0 is the first.</param>
/// <param name="Message">What was wrong and how to mend it, for people.</param>
internal sealed record ImportFault([property: JsonPropertyName("index")] int Index, [property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(ImportAnswer))]
internal sealed partial class ImportJson : JsonSerializerContext;

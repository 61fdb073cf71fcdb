using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>What became of each event of a batch.</summary>
internal sealed record IngestionAnswer(IReadOnlyList<KeptEvent> Successes, IReadOnlyList<RefusedEvent> Errors);

/// <summary>An event that was kept.</summary>
internal sealed record KeptEvent(string Id, int Status);

/// <summary>An event that was not, and why.</summary>
internal sealed record RefusedEvent(string Id, int Status, string Message, string Error);

[JsonSerializable(typeof(IngestionAnswer))]
internal sealed partial class IngestionJson : JsonSerializerContext
{
    /// <summary>As Langfuse writes it.</summary>
    public static IngestionJson Readable { get; } = new(LangfuseJson.NewOptions());
}

using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Which traces are to be deleted.</summary>
internal sealed record TraceDeletion
{
    [JsonRequired]
    public required IReadOnlyList<string> TraceIds { get; init; }
}

[JsonSerializable(typeof(TraceDeletion))]
internal sealed partial class DeletionJson : JsonSerializerContext
{
    public static DeletionJson Readable { get; } = new(LangfuseJson.NewOptions());
}

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>The body of every failed answer.</summary>
/// <param name="Message">What was wrong and how to mend it, for people.</param>
/// <param name="Error">The class of the failure, or a list of what is wrong with the fields of a body.</param>
internal sealed record LangfuseError(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonNode? Error);

[JsonSerializable(typeof(LangfuseError))]
internal sealed partial class LangfuseErrorJson : JsonSerializerContext
{
    /// <summary>Nothing but what JSON demands is escaped.</summary>
    public static LangfuseErrorJson Readable { get; } = new(LangfuseJson.NewOptions());
}

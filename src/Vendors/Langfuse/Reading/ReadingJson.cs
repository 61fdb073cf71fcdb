using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

[JsonSerializable(typeof(PageOf<ListedTrace>), TypeInfoPropertyName = "TracePage")]
[JsonSerializable(typeof(WholeTrace))]
[JsonSerializable(typeof(PageOf<ObservationBody>), TypeInfoPropertyName = "ObservationPage")]
[JsonSerializable(typeof(PageOf<SessionBody>), TypeInfoPropertyName = "SessionPage")]
[JsonSerializable(typeof(PageOf<DailyBody>), TypeInfoPropertyName = "DailyPage")]
[JsonSerializable(typeof(WholeSession))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, decimal>))]
[JsonSerializable(typeof(MetricsBody))]
[JsonSerializable(typeof(Told))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
internal sealed partial class ReadingJson : JsonSerializerContext
{
    /// <summary>Nothing but what JSON demands is escaped.</summary>
    public static ReadingJson Readable { get; } = new(LangfuseJson.NewOptions());
}

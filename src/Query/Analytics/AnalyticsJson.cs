using System.Text.Json.Serialization;

namespace Tracehouse.Query.Analytics;

[JsonSerializable(typeof(TraceMeasures))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;

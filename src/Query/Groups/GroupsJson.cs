using System.Text.Json.Serialization;

namespace Tracehouse.Query.Groups;

[JsonSerializable(typeof(TraceGroup))]
internal sealed partial class GroupsJson : JsonSerializerContext;

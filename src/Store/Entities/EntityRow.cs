using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Store.Entities;

/// <summary>A row of <c>entities</c>.</summary>
internal sealed record EntityRow(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("parent")] string Parent,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("json")] string Json,
    [property: JsonPropertyName("created")] long Created,
    [property: JsonPropertyName("changed")] long Changed,
    [property: JsonPropertyName("total")] long Total)
{
    public Entity ToEntity(ProjectId project) => new(project, Kind, Id, Utf8Text.From(Json))
    {
        Parent = Parent,
        Name = Name,
        CreatedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(Created),
        ChangedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(Changed),
    };
}

[JsonSerializable(typeof(EntityRow))]
internal sealed partial class EntitiesJson : JsonSerializerContext;

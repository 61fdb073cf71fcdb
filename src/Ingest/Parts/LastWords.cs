using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracehouse.Ingest.Parts;

/// <summary>
/// JSON as nodes, however deep it is. Of a property that is there twice the last word counts; nodes that are made otherwise throw as soon as somebody looks into
/// such an object.
/// </summary>
public static class LastWords
{
    /// <summary>Null for null.</summary>
    public static JsonNode? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => OfObject(value),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Of)]),
        _ => JsonValue.Create(value),
    };

    /// <summary>The same for what is known to be an object.</summary>
    public static JsonObject OfObject(JsonElement value)
    {
        var map = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            map[property.Name] = Of(property.Value);
        }

        return map;
    }
}

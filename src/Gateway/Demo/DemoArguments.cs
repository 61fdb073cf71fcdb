using System.Text.Json.Nodes;

namespace Tracehouse.Gateway.Demo;

/// <summary>Makes up arguments that fit the JSON schema of a tool.</summary>
internal static class DemoArguments
{
    private const int DepthMax = 8;

    public static JsonNode For(JsonNode? schema) => Make(schema as JsonObject, DepthMax) ?? new JsonObject();

    private static JsonNode? Make(JsonObject? schema, int depth)
    {
        if (schema is null || depth == 0)
        {
            return null;
        }

        if (schema["enum"] is JsonArray { Count: > 0 } allowed)
        {
            return allowed[0]?.DeepClone();
        }

        return TypeOf(schema) switch
        {
            "object" => MakeObject(schema, depth),
            "array" => Make(schema["items"] as JsonObject, depth - 1) is { } item ? new JsonArray(item) : new JsonArray(),
            "string" => "demo",
            "integer" or "number" => 1,
            "boolean" => true,
            _ => null,
        };
    }

    private static JsonObject MakeObject(JsonObject schema, int depth)
    {
        var made = new JsonObject();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            made[name] = Make(property as JsonObject, depth - 1);
        }

        return made;
    }

    private static string? TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonValue value when value.TryGetValue<string>(out var type) => type,
        JsonArray { Count: > 0 } types => types[0]?.ToString(),
        _ => schema["properties"] is null ? null : "object",
    };
}

using System.Text.Json;

namespace Tracehouse.Vendors.Schemas;

/// <summary>
/// Tells whether JSON follows a JSON Schema, by the keywords that people use: type, enum, const, the limits of numbers, texts, lists and objects, properties, items,
/// allOf, anyOf, oneOf, not, if, and references within the schema. Keywords that it does not know say nothing, as the standard asks; formats are not checked.
/// </summary>
internal sealed class SchemaCheck
{
    private const int DepthMax = 64;
    private const int StepsMax = 200_000;

    private readonly JsonElement _root;
    private int _steps;

    private SchemaCheck(JsonElement root) => _root = root;

    /// <summary>The first thing that is wrong with a value; null when it follows the schema.</summary>
    public static SchemaFault? Find(JsonElement schema, JsonElement value) => new SchemaCheck(schema).Check(schema, value, "", 0);

    /// <summary>What keeps a value from being a schema at all; null when nothing does.</summary>
    public static string? FindFault(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.True or JsonValueKind.False ? null
        : schema.ValueKind != JsonValueKind.Object ? "A JSON Schema is an object."
        : schema.TryGetProperty("type", out var type) && !IsType(type) ? "'type' must be one of array, boolean, integer, null, number, object, string, or a list of them."
        : schema.TryGetProperty("properties", out var properties) && properties.ValueKind != JsonValueKind.Object ? "'properties' must be an object of schemas."
        : schema.TryGetProperty("required", out var required) && required.ValueKind != JsonValueKind.Array ? "'required' must be a list of names."
        : null;

    private static bool IsType(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => type.GetString() is "array" or "boolean" or "integer" or "null" or "number" or "object" or "string",
        JsonValueKind.Array => type.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String && IsType(one)),
        _ => false,
    };

    private SchemaFault? Check(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (depth > DepthMax || ++_steps > StepsMax)
        {
            return new SchemaFault(path, $"This is nested too deeply to be checked; schemas may go {DepthMax} levels down.");
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.False ? new SchemaFault(path, "The schema allows nothing here.") : null;
        }

        return CheckReference(schema, value, path, depth)
            ?? SchemaValues.Check(schema, value, path)
            ?? CheckParts(schema, value, path, depth)
            ?? CheckChoices(schema, value, path, depth);
    }

    private SchemaFault? CheckReference(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (!schema.TryGetProperty("$ref", out var reference) || reference.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return Resolve(reference.GetString()!) is { } target
            ? Check(target, value, path, depth + 1)
            : new SchemaFault(path, $"The schema refers to '{reference.GetString()}', which is not in it.");
    }

    /// <summary>A pointer into the same schema, such as <c>#/$defs/item</c>.</summary>
    private JsonElement? Resolve(string reference)
    {
        var at = _root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return reference.StartsWith('#') ? at : null;
    }

    private SchemaFault? CheckParts(JsonElement schema, JsonElement value, string path, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object => CheckProperties(schema, value, path, depth),
        JsonValueKind.Array => CheckItems(schema, value, path, depth),
        _ => null,
    };

    private SchemaFault? CheckProperties(JsonElement schema, JsonElement value, string path, int depth)
    {
        var hasProperties = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object;
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others) && !schema.TryGetProperty("patternProperties", out _);
        foreach (var property in value.EnumerateObject())
        {
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (hasProperties && properties.TryGetProperty(property.Name, out var known))
            {
                if (Check(known, property.Value, inner, depth + 1) is { } fault)
                {
                    return fault;
                }
            }
            else if (hasOthers && others.ValueKind == JsonValueKind.False)
            {
                return new SchemaFault(inner, $"There must be no '{property.Name}' here.");
            }
            else if (hasOthers && Check(others, property.Value, inner, depth + 1) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private SchemaFault? CheckItems(JsonElement schema, JsonElement value, string path, int depth)
    {
        var first = schema.TryGetProperty("prefixItems", out var prefix) && prefix.ValueKind == JsonValueKind.Array ? prefix.GetArrayLength() : 0;
        var hasItems = schema.TryGetProperty("items", out var items);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var fault = index < first ? Check(prefix[index], item, Step(path, index), depth + 1) : hasItems ? Check(items, item, Step(path, index), depth + 1) : null;
            if (fault is not null)
            {
                return fault;
            }

            index++;
        }

        return null;
    }

    private SchemaFault? CheckChoices(JsonElement schema, JsonElement value, string path, int depth)
    {
        foreach (var all in List(schema, "allOf"))
        {
            if (Check(all, value, path, depth + 1) is { } fault)
            {
                return fault;
            }
        }

        if (List(schema, "anyOf") is { Count: > 0 } any && any.All(one => Check(one, value, path, depth + 1) is not null))
        {
            return new SchemaFault(path, "This follows none of the schemas of 'anyOf'.");
        }

        if (List(schema, "oneOf") is { Count: > 0 } choices && choices.Count(one => Check(one, value, path, depth + 1) is null) != 1)
        {
            return new SchemaFault(path, "This must follow exactly one of the schemas of 'oneOf'.");
        }

        if (schema.TryGetProperty("not", out var not) && Check(not, value, path, depth + 1) is null)
        {
            return new SchemaFault(path, "This follows the schema of 'not', which it must not.");
        }

        return schema.TryGetProperty("if", out var condition) && schema.TryGetProperty(Check(condition, value, path, depth + 1) is null ? "then" : "else", out var branch)
            ? Check(branch, value, path, depth + 1)
            : null;
    }

    private static List<JsonElement> List(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string Step(string path, int index) => path.Length == 0 ? $"{index}" : $"{path}.{index}";
}

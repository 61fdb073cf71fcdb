using System.Text.Json;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>Whether JSON follows a JSON Schema, as far as schemas of answers go: types, properties, lists, choices and bounds. What it does not know it lets pass.</summary>
internal static class SchemaCheck
{
    private const int DepthMax = 100;

    /// <summary>What is wrong, and where; null when nothing is.</summary>
    public static string? FaultOf(JsonElement value, JsonElement schema) => Check(value, schema, schema, "answer", 0);

    private static string? Check(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            return $"{path} must not be there.";
        }

        if (schema.ValueKind != JsonValueKind.Object || depth > DepthMax)
        {
            return null;
        }

        if (schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String)
        {
            return Find(root, reference.GetString()!) is { } target ? Check(value, target, root, path, depth + 1) : null;
        }

        return TypeFault(value, schema, path)
            ?? ChoiceFault(value, schema, path)
            ?? BoundFault(value, schema, path)
            ?? CombinedFault(value, schema, root, path, depth)
            ?? value.ValueKind switch
            {
                JsonValueKind.Object => ObjectFault(value, schema, root, path, depth),
                JsonValueKind.Array => ListFault(value, schema, root, path, depth),
                _ => null,
            };
    }

    private static string? TypeFault(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        var types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.ToString())] : new[] { type.ToString() };
        return types.Any(one => IsOf(value, one)) ? null : $"{path} must be of type {string.Join(" or ", types)}.";
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static string? ChoiceFault(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
        {
            return $"{path} must be one of {choices.GetRawText()}.";
        }

        return schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value) ? $"{path} must be {only.GetRawText()}." : null;
    }

    private static string? BoundFault(JsonElement value, JsonElement schema, string path)
    {
        var (size, least, most) = value.ValueKind switch
        {
            JsonValueKind.Number => (value.GetDouble(), "minimum", "maximum"),
            JsonValueKind.String => (value.GetString()!.Length, "minLength", "maxLength"),
            JsonValueKind.Array => (value.GetArrayLength(), "minItems", "maxItems"),
            _ => (double.NaN, "", ""),
        };
        return least.Length == 0 ? null
            : Bound(schema, least) is { } low && size < low ? $"{path} is less than {least} {low}."
            : Bound(schema, most) is { } high && size > high ? $"{path} is more than {most} {high}."
            : null;
    }

    private static double? Bound(JsonElement schema, string name) => schema.TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetDouble() : null;

    private static string? CombinedFault(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        foreach (var name in new[] { "anyOf", "oneOf" })
        {
            if (schema.TryGetProperty(name, out var some) && some.ValueKind == JsonValueKind.Array && !some.EnumerateArray().Any(one => Check(value, one, root, path, depth + 1) is null))
            {
                return $"{path} follows none of {name}.";
            }
        }

        return schema.TryGetProperty("allOf", out var all) && all.ValueKind == JsonValueKind.Array
            ? all.EnumerateArray().Select(one => Check(value, one, root, path, depth + 1)).FirstOrDefault(fault => fault is not null)
            : null;
    }

    private static string? ObjectFault(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.ToString(), out _)) is { ValueKind: not JsonValueKind.Undefined } missing)
        {
            return $"{path}.{missing} is missing.";
        }

        var properties = schema.TryGetProperty("properties", out var known) && known.ValueKind == JsonValueKind.Object ? known : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        foreach (var property in value.EnumerateObject())
        {
            var rule = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out var own) ? own : others;
            if (Check(property.Value, rule, root, $"{path}.{property.Name}", depth + 1) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? ListFault(JsonElement value, JsonElement schema, JsonElement root, string path, int depth) => schema.TryGetProperty("items", out var rule)
        ? value.EnumerateArray().Select((item, index) => Check(item, rule, root, $"{path}[{index}]", depth + 1)).FirstOrDefault(fault => fault is not null)
        : null;

    /// <summary>A part of the schema, by a reference such as <c>#/$defs/Person</c>.</summary>
    private static JsonElement? Find(JsonElement root, string reference)
    {
        var at = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out at))
            {
                return null;
            }
        }

        return reference.StartsWith('#') ? at : null;
    }
}

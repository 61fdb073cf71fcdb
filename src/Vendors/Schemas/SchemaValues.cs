using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracehouse.Vendors.Schemas;

/// <summary>The keywords of a schema that concern a value by itself.</summary>
internal static class SchemaValues
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    public static SchemaFault? Check(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("type", out var type) && !Is(type, value))
        {
            return new SchemaFault(path, $"This must be of type {TypeText(type)}, but is {NameOf(value)}.");
        }

        if (schema.TryGetProperty("enum", out var list) && list.ValueKind == JsonValueKind.Array && !list.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            return new SchemaFault(path, $"This must be one of {list.GetRawText()}.");
        }

        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
        {
            return new SchemaFault(path, $"This must be {only.GetRawText()}.");
        }

        var fault = value.ValueKind switch
        {
            JsonValueKind.Number => OfNumber(schema, value.GetDouble()),
            JsonValueKind.String => OfText(schema, value.GetString()!),
            JsonValueKind.Array => OfList(schema, value),
            JsonValueKind.Object => OfObject(schema, value),
            _ => null,
        };
        return fault is null ? null : new SchemaFault(path, fault);
    }

    private static string? OfNumber(JsonElement schema, double value) =>
        Limit(schema, "minimum") is { } least && value < least ? $"This must be at least {least}."
        : Limit(schema, "maximum") is { } most && value > most ? $"This must be at most {most}."
        : Limit(schema, "exclusiveMinimum") is { } above && value <= above ? $"This must be more than {above}."
        : Limit(schema, "exclusiveMaximum") is { } below && value >= below ? $"This must be less than {below}."
        : Limit(schema, "multipleOf") is { } step && step > 0 && Math.Abs((value / step) - Math.Round(value / step)) > 1e-9 ? $"This must be a multiple of {step}."
        : null;

    private static string? OfText(JsonElement schema, string value)
    {
        var length = value.EnumerateRunes().Count();
        return OfCount(schema, "minLength", "maxLength", length, "characters")
            ?? (schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String && !Matches(pattern.GetString()!, value)
                ? $"This must match {pattern.GetString()}."
                : null);
    }

    private static string? OfList(JsonElement schema, JsonElement value)
    {
        var count = value.GetArrayLength();
        if (OfCount(schema, "minItems", "maxItems", count, "items") is { } fault)
        {
            return fault;
        }

        var isUnique = schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True;
        return isUnique && value.EnumerateArray().Select(item => item.GetRawText()).Distinct(StringComparer.Ordinal).Count() != count ? "No item may be there twice." : null;
    }

    private static string? OfObject(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
        {
            foreach (var name in required.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String))
            {
                if (!value.TryGetProperty(name.GetString()!, out _))
                {
                    return $"'{name.GetString()}' is missing.";
                }
            }
        }

        return OfCount(schema, "minProperties", "maxProperties", value.GetPropertyCount(), "properties");
    }

    private static string? OfCount(JsonElement schema, string leastName, string mostName, int count, string what) =>
        Limit(schema, leastName) is { } least && count < least ? $"This must have at least {least} {what}."
        : Limit(schema, mostName) is { } most && count > most ? $"This must have at most {most} {what}."
        : null;

    private static double? Limit(JsonElement schema, string name) => schema.TryGetProperty(name, out var limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetDouble() : null;

    /// <summary>A pattern that cannot be read, or takes too long, matches nothing.</summary>
    private static bool Matches(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant, PatternTime);
        }
        catch (Exception cause) when (cause is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool Is(JsonElement type, JsonElement value) => type.ValueKind switch
    {
        JsonValueKind.String => type.GetString() switch
        {
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()) == value.GetDouble(),
            var name => name == NameOf(value),
        },
        JsonValueKind.Array => type.EnumerateArray().Any(one => Is(one, value)),
        _ => true,
    };

    private static string TypeText(JsonElement type) => type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray().Select(one => one.ToString())) : type.ToString();

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}

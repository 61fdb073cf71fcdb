using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Langfuse;

/// <summary>What Langfuse's clients demand of an answer: those in Python refuse one that lacks a field or has another type in it.</summary>
internal static class AnswerSchemas
{
    private static readonly Dictionary<string, string> Schemas = Read();

    /// <summary>Fails with every fault that the answer has.</summary>
    public static void Check(string schema, JsonElement answer) => Assert.Equal([], Faults(answer, schema, schema));

    /// <summary>What is wrong with a value, each with where it stands.</summary>
    public static IReadOnlyList<string> Faults(JsonElement value, string type, string at)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            return value.ValueKind != JsonValueKind.Array ? [$"{at} is no list"]
                : [.. value.EnumerateArray().SelectMany((item, index) => Faults(item, type[..^2], $"{at}[{index}]"))];
        }

        if (type.StartsWith("map<", StringComparison.Ordinal))
        {
            return value.ValueKind != JsonValueKind.Object ? [$"{at} is no object"]
                : [.. value.EnumerateObject().SelectMany(item => Faults(item.Value, type[4..^1], $"{at}.{item.Name}"))];
        }

        return Schemas.TryGetValue(type, out var fields) ? FaultsOfObject(value, fields, at) : IsOf(value, type) ? [] : [$"{at} is {value.ValueKind}, not {type}"];
    }

    private static IReadOnlyList<string> FaultsOfObject(JsonElement value, string fields, string at)
    {
        if (fields[0] == '=')
        {
            return value.ValueKind == JsonValueKind.String && fields[1..].Split(',').Contains(value.GetString()) ? [] : [$"{at} is none of {fields[1..]}"];
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return [$"{at} is no object"];
        }

        var faults = new List<string>();
        foreach (var field in fields.Split(" ; "))
        {
            var (name, type) = (field.Split(' ')[0], field.Split(' ')[1]);
            if (name == "extends")
            {
                faults.AddRange(FaultsOfObject(value, Schemas[type], at));
            }
            else if (!value.TryGetProperty(name.TrimEnd('?', '~'), out var inner))
            {
                faults.AddRange(name.Contains('?') ? [] : [$"{at}.{name} is missing"]);
            }
            else if (inner.ValueKind != JsonValueKind.Null || !name.Contains('~'))
            {
                faults.AddRange(Faults(inner, type, $"{at}.{name}"));
            }
        }

        return faults;
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "any" => value.ValueKind != JsonValueKind.Undefined,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "date-time" => value.ValueKind == JsonValueKind.String
            && DateTime.TryParseExact(value.GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => throw new InvalidOperationException($"No schema is called {type}."),
    };

    private static Dictionary<string, string> Read([CallerFilePath] string here = "") => File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "answer-schemas.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .ToDictionary(line => line.Split(' ')[0], line => line.Contains(" = ") ? "=" + line.Split(" = ")[1] : line.Split(" : ")[1], StringComparer.Ordinal);
}

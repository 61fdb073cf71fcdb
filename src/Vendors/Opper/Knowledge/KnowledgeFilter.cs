using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Knowledge;

/// <summary>Which documents are meant, by their metadata; all conditions must hold.</summary>
internal sealed class KnowledgeFilter(IReadOnlyList<KnowledgeFilter.Condition> conditions)
{
    private static readonly string[] Operations = ["=", "!=", ">", "<", "in"];

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsEmpty => conditions.Count == 0;

    /// <summary>Reads <c>filters</c>. The faults are those of the fields.</summary>
    public static KnowledgeFilter Read(Fields fields)
    {
        var (list, conditions) = (fields.Any("filters"), new List<Condition>());
        if (list.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Array))
        {
            fields.Blame<string>("'filters' must be a list.");
        }

        foreach (var one in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            var filter = new Fields(one);
            var condition = new Condition(filter.Text("field", "key") ?? filter.Required("field", "a name of the metadata"), filter.Required("operation", "=, !=, >, < or in"), filter.Any("value"));
            if (filter.Fault.Length > 0 || !Operations.Contains(condition.Operation) || condition.Value.ValueKind == JsonValueKind.Undefined)
            {
                fields.Blame<string>($"'filters' needs a 'field', an 'operation' ({string.Join(", ", Operations)}) and a 'value'.");
            }

            conditions.Add(condition);
        }

        return new KnowledgeFilter(conditions);
    }

    public bool Accepts(JsonObject metadata) => conditions.All(condition => Holds(metadata[condition.Field], condition));

    private static bool Holds(JsonNode? value, Condition condition) => condition.Operation switch
    {
        "=" => AreEqual(value, condition.Value),
        "!=" => !AreEqual(value, condition.Value),
        ">" => Compare(value, condition.Value) > 0,
        "<" => Compare(value, condition.Value) < 0,
        _ => condition.Value.ValueKind == JsonValueKind.Array && condition.Value.EnumerateArray().Any(one => AreEqual(value, one)),
    };

    private static bool AreEqual(JsonNode? value, JsonElement other) => Compare(value, other) == 0 || (value is not null && JsonNode.DeepEquals(value, JsonNode.Parse(other.GetRawText())));

    /// <summary>Numbers as numbers, texts letter by letter; null when they cannot be compared.</summary>
    private static int? Compare(JsonNode? value, JsonElement other) => value?.GetValueKind() switch
    {
        JsonValueKind.Number when other.ValueKind == JsonValueKind.Number => value.GetValue<double>().CompareTo(other.GetDouble()),
        JsonValueKind.String when other.ValueKind == JsonValueKind.String => string.CompareOrdinal(value.GetValue<string>(), other.GetString()),
        _ => null,
    };

    /// <summary>One condition.</summary>
    internal sealed record Condition(string Field, string Operation, JsonElement Value);
}

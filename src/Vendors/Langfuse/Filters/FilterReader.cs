using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Metrics;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Filters;

/// <summary>Reads conditions as Langfuse writes them: <c>[{"type": "string", "column": "name", "operator": "=", "value": "chat"}]</c>.</summary>
internal static class FilterReader
{
    private const int TermsMax = 50;

    /// <summary>The value of a parameter, which may be absent. Without a list there is an answer to give.</summary>
    public static (IReadOnlyList<FilterTerm>? Terms, IResult? Fault) Read(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return ([], null);
        }

        return LooseJson.Parse(text) is { } list && TryRead(list, out var terms, out var fault)
            ? (terms, null)
            : (null, Refuse.InvalidField(name, $"'{name}' must be a JSON list of conditions, each with type, column, operator and value, at most {TermsMax}."));
    }

    /// <summary>False when this is no list of conditions; then <paramref name="fault"/> says what is wrong.</summary>
    public static bool TryRead(JsonElement list, out IReadOnlyList<FilterTerm> terms, out string fault)
    {
        terms = [];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > TermsMax)
        {
            fault = $"Filters must be a list of at most {TermsMax} conditions.";
            return false;
        }

        var read = new List<FilterTerm>();
        foreach (var item in list.EnumerateArray())
        {
            var (column, comparison) = (Text(item, "column"), Text(item, "operator"));
            if (column.Length == 0 || comparison.Length == 0)
            {
                fault = "A filter needs a column and an operator.";
                return false;
            }

            read.Add(new FilterTerm(column, comparison, Values(item)) { Key = Text(item, "key") });
        }

        (terms, fault) = (read, "");
        return true;
    }

    /// <summary>A property as text; empty when there is none.</summary>
    public static string Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string[] Values(JsonElement item)
    {
        if (!item.TryGetProperty("value", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Word)] : [Word(value)];
    }

    private static string Word(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

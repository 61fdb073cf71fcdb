using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Parts;

/// <summary>Makes one of all that was said of a span, in the order in which it was said.</summary>
internal static class PartMerge
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000, AllowDuplicateProperties = true };

    /// <summary>The properties of <see cref="PartFields"/> as all parts together say them. A part that is no JSON says nothing.</summary>
    public static JsonObject Of(IEnumerable<SpanPart> parts)
    {
        var all = new JsonObject();
        foreach (var part in parts.OrderBy(part => part.Time).ThenBy(part => part.IsUpdate).ThenBy(part => part.Id, StringComparer.Ordinal))
        {
            if (Read(part) is { } fields)
            {
                Add(all, fields, part.IsUpdate);
            }
        }

        return all;
    }

    private static JsonObject? Read(SpanPart part)
    {
        try
        {
            using var json = JsonDocument.Parse(part.Fields.Bytes, Deep);
            return json.RootElement.ValueKind == JsonValueKind.Object ? LastWords.OfObject(json.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Add(JsonObject all, JsonObject fields, bool isUpdate)
    {
        foreach (var (name, value) in fields.ToList())
        {
            if (IsEmpty(value) || (name == PartFields.Start && !isUpdate && all.ContainsKey(name)))
            {
                continue;
            }

            if (name == PartFields.Tags && all[name] is JsonArray known && value is JsonArray more)
            {
                Unite(known, more);
            }
            else if (name is PartFields.Attributes && all[name] is JsonObject attributes && value is JsonObject newer)
            {
                Replace(attributes, newer);
            }
            else if (name is PartFields.Metadata && all[name] is JsonObject into && value is JsonObject from)
            {
                Merge(into, from);
            }
            else
            {
                all[name] = value!.DeepClone();
            }
        }
    }

    private static void Unite(JsonArray known, JsonArray more)
    {
        foreach (var tag in more)
        {
            if (tag is not null && !known.Any(one => JsonNode.DeepEquals(one, tag)))
            {
                known.Add(tag.DeepClone());
            }
        }
    }

    private static void Replace(JsonObject known, JsonObject newer)
    {
        foreach (var (name, value) in newer)
        {
            if (!IsEmpty(value))
            {
                known[name] = value!.DeepClone();
            }
        }
    }

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (into[name] is JsonObject inner && value is JsonObject more)
            {
                Merge(inner, more);
            }
            else if (!IsEmpty(value))
            {
                into[name] = value!.DeepClone();
            }
        }
    }

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        _ => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0,
    };
}

using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Attached;

/// <summary>Writes what the caller attached, from wherever it stands, as one object.</summary>
internal static class MetadataWriter
{
    public static Utf8Text Write(SpanDraft draft)
    {
        if (!draft.Has(Field.Metadata) && draft.Grouped.Count == 0)
        {
            return Utf8Text.Empty;
        }

        using var bytes = JsonBuffer.Rent();
        var names = new HashSet<string>(StringComparer.Ordinal);
        using (var json = JsonText.Writer(bytes))
        {
            json.WriteStartObject();
            WriteMap(json, draft, names);
            foreach (var entry in draft.Grouped.Where(entry => entry.Rule.Group == Group.Metadata).OrderBy(entry => entry.Rule.Rank))
            {
                Write(json, draft, entry, names);
            }

            json.WriteEndObject();
        }

        return names.Count == 0 ? Utf8Text.Empty : new Utf8Text(bytes.WrittenSpan.ToArray());
    }

    private static void WriteMap(Utf8JsonWriter json, SpanDraft draft, HashSet<string> names)
    {
        if (!draft.Has(Field.Metadata))
        {
            return;
        }

        using var map = JsonText.Parse(draft.Value(Field.Metadata));
        if (map is null || map.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in map.RootElement.EnumerateObject())
        {
            if (names.Add(property.Name))
            {
                json.WritePropertyName(property.Name);
                json.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
            }
        }

        draft.Use(Field.Metadata);
    }

    private static void Write(Utf8JsonWriter json, SpanDraft draft, GroupedAttribute entry, HashSet<string> names)
    {
        var name = entry.Rest.ToString();
        if (IsOurs(entry.Key, name) || !names.Add(name))
        {
            return;
        }

        json.WritePropertyName(name);
        JsonValues.Write(json, entry.Value);
        draft.Use(entry.Place);
    }

    /// <summary>What SDKs attach themselves, of the call and of their settings, is no metadata of the caller.</summary>
    private static bool IsOurs(string key, string name) => key.StartsWith("mastra.metadata.", StringComparison.Ordinal)
        ? name is "headers" or "body" or "runId" or "modelMetadata"
        : name.StartsWith("LANGSMITH_", StringComparison.Ordinal) || name.StartsWith("LANGCHAIN_", StringComparison.Ordinal);
}

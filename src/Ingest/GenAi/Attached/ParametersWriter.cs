using System.Collections.Frozen;
using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Attached;

/// <summary>Writes how a model was asked, under the names of OpenAI's API.</summary>
internal static class ParametersWriter
{
    /// <summary>Says of a span that its usage only repeats or sums what its children spent.</summary>
    public const string RepeatsUsage = "_usage_repeats";

    /// <summary>Says of a span that it has its messages from logs, of which more may come.</summary>
    public const string FromLogs = "_from_logs";

    private static readonly Field[] Sources = [Field.ParameterMap, Field.ParameterMapLast, Field.Tools, Field.ToolChoice];

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["stop_sequences"] = "stop", ["choice.count"] = "n", ["maxTokens"] = "max_tokens", ["maxOutputTokens"] = "max_tokens",
        ["topP"] = "top_p", ["topK"] = "top_k",
        ["frequencyPenalty"] = "frequency_penalty", ["presencePenalty"] = "presence_penalty", ["stopSequences"] = "stop", ["maxRetries"] = "max_retries",
        ["toolChoice"] = "tool_choice", ["max_output_tokens"] = "max_tokens",
    }.ToFrozenDictionary();

    public static Utf8Text Write(SpanDraft draft, bool repeatsUsage, bool isFromLogs)
    {
        if (!repeatsUsage && !isFromLogs && draft.Grouped.Count == 0 && !Array.Exists(Sources, draft.Has))
        {
            return Utf8Text.Empty;
        }

        using var bytes = JsonBuffer.Rent();
        var names = new HashSet<string>(StringComparer.Ordinal);
        using (var json = JsonText.Writer(bytes))
        {
            json.WriteStartObject();
            WriteMap(json, draft, Field.ParameterMap, names);
            foreach (var entry in draft.Grouped)
            {
                if (entry.Rule.Group == Group.Parameters && NameOf(entry.Rest.ToString()) is var name && names.Add(name))
                {
                    json.WritePropertyName(name);
                    entry.Value.WriteJson(json);
                    draft.Use(entry.Place);
                }
            }

            WriteMap(json, draft, Field.ParameterMapLast, names);
            WriteTools(json, draft, names);
            WriteChoice(json, draft, names);
            if (repeatsUsage && names.Add(RepeatsUsage))
            {
                json.WriteBoolean(RepeatsUsage, true);
            }

            if (isFromLogs && names.Add(FromLogs))
            {
                json.WriteBoolean(FromLogs, true);
            }

            json.WriteEndObject();
        }

        return names.Count == 0 ? Utf8Text.Empty : new Utf8Text(bytes.WrittenSpan.ToArray());
    }

    private static string NameOf(string name) => Names.GetValueOrDefault(name, name);

    private static void WriteMap(Utf8JsonWriter json, SpanDraft draft, Field field, HashSet<string> names)
    {
        using var map = draft.Has(field) ? JsonText.Parse(draft.Value(field)) : null;
        if (map is null || map.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in map.RootElement.EnumerateObject())
        {
            if (names.Add(NameOf(property.Name)))
            {
                json.WritePropertyName(NameOf(property.Name));
                json.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
            }
        }

        draft.Use(field);
    }

    private static void WriteTools(Utf8JsonWriter json, SpanDraft draft, HashSet<string> names)
    {
        if (draft.Has(Field.Tools) && names.Add("tools"))
        {
            json.WritePropertyName("tools");
            WriteEach(json, draft.Value(Field.Tools));
            draft.Use(Field.Tools);
        }

        var tools = draft.Grouped.Where(entry => entry.Rule.Group == Group.Tools && entry.Rest.EndsWith(".tool.json_schema", StringComparison.Ordinal)).ToList();
        if (tools.Count == 0 || !names.Add("tools"))
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            JsonValues.Write(json, tool.Value);
            draft.Use(tool.Place);
        }

        json.WriteEndArray();
    }

    private static void WriteEach(Utf8JsonWriter json, AttributeValue value)
    {
        if (value.AsArray() is not { } list)
        {
            JsonValues.Write(json, value);
            return;
        }

        json.WriteStartArray();
        foreach (var item in list)
        {
            JsonValues.Write(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteChoice(Utf8JsonWriter json, SpanDraft draft, HashSet<string> names)
    {
        if (draft.Has(Field.ToolChoice) && names.Add("tool_choice"))
        {
            json.WritePropertyName("tool_choice");
            JsonValues.Write(json, draft.Value(Field.ToolChoice));
            draft.Use(Field.ToolChoice);
        }
    }
}

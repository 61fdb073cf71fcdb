using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Attached;

/// <summary>Writes what nobody understood, so that nothing is lost, and what has no other place under OpenTelemetry's names.</summary>
internal static class AttributesWriter
{
    private const string Truncated = "_truncated";

    private static readonly (Field Field, string Key)[] Tool = [(Field.ToolName, "gen_ai.tool.name"), (Field.ToolCallId, "gen_ai.tool.call.id")];
    private static readonly (Field Field, string Key)[] Agent = [(Field.AgentName, "gen_ai.agent.name")];

    /// <param name="draft">The span's attributes and which of them were needed.</param>
    /// <param name="span">The span.</param>
    /// <param name="kind">What it stands for.</param>
    /// <param name="cuts">What else was cut; what is cut here comes to it.</param>
    /// <param name="forms">Of what form input and output were; what is empty is left out.</param>
    /// <param name="bytesMax">How much may be written.</param>
    public static Utf8Text Write(SpanDraft draft, IncomingSpan span, SpanKind kind, IReadOnlyList<string> cuts, ReadOnlySpan<(string Key, string Form)> forms, int bytesMax)
    {
        using var bytes = JsonBuffer.Rent();
        using (var json = JsonText.Writer(bytes))
        {
            json.WriteStartObject();
            var names = new HashSet<string>(StringComparer.Ordinal) { "resource", "scope", Truncated };
            WriteNamed(json, draft, kind == SpanKind.Tool ? Tool : Agent, names);
            var isCut = !WriteUnused(json, draft, names, bytesMax);
            WriteOrigin(json, span, bytesMax);
            foreach (var (key, form) in forms)
            {
                if (form.Length > 0 && names.Add(key))
                {
                    json.WriteString(key, form);
                }
            }

            WriteCuts(json, isCut ? [.. cuts, "attributes"] : cuts);
            json.WriteEndObject();
        }

        return bytes.WrittenCount <= 2 ? Utf8Text.Empty : new Utf8Text(bytes.WrittenSpan.ToArray());
    }

    /// <summary>What the tool and the agent are called is found under one name, whoever said it.</summary>
    private static void WriteNamed(Utf8JsonWriter json, SpanDraft draft, (Field Field, string Key)[] named, HashSet<string> names)
    {
        foreach (var (field, key) in named)
        {
            if (draft.Read(field) is { Length: > 0 } text && draft.KeyOf(field) != key && names.Add(key))
            {
                json.WriteString(key, text);
            }
        }
    }

    /// <summary>Of several attributes of one name the last counts. False when not all of them fit.</summary>
    private static bool WriteUnused(Utf8JsonWriter json, SpanDraft draft, HashSet<string> names, int bytesMax)
    {
        var isWhole = true;
        for (var place = draft.Attributes.Count - 1; place >= 0; place--)
        {
            if (draft.IsUsed(place))
            {
                continue;
            }

            var (key, value) = draft.Attributes[place];
            if (!names.Add(key) && !names.Add(key = "span." + key))
            {
                continue;
            }

            if (json.BytesCommitted + json.BytesPending + (value.AsString()?.Length ?? 0) > bytesMax)
            {
                isWhole = false;
                continue;
            }

            json.WritePropertyName(key);
            value.WriteJson(json);
        }

        return isWhole;
    }

    private static void WriteOrigin(Utf8JsonWriter json, IncomingSpan span, int bytesMax)
    {
        if (span.Resource.Count > 0 && json.BytesCommitted + json.BytesPending < bytesMax)
        {
            json.WritePropertyName("resource");
            span.Resource.WriteJson(json);
        }

        if (span.Scope.Version.Length > 0 || span.Scope.Attributes.Count > 0)
        {
            json.WriteStartObject("scope");
            json.WriteString("version", span.Scope.Version);
            json.WritePropertyName("attributes");
            span.Scope.Attributes.WriteJson(json);
            json.WriteEndObject();
        }

        if (span.Kind > 1)
        {
            json.WriteNumber("_span_kind", span.Kind);
        }

        if (!string.IsNullOrEmpty(span.TraceState))
        {
            json.WriteString("_trace_state", span.TraceState);
        }
    }

    private static void WriteCuts(Utf8JsonWriter json, IReadOnlyList<string> cuts)
    {
        if (cuts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(Truncated);
        foreach (var cut in cuts)
        {
            json.WriteStringValue(cut);
        }

        json.WriteEndArray();
    }
}

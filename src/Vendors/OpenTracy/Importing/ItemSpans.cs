using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>Makes spans of one trace of OpenTracy: the call, and below it the steps of its timeline.</summary>
internal sealed class ItemSpans(ItemDefaults defaults, DateTimeOffset now)
{
    public const string Source = "opentracy";

    private const int Internal = 1;
    private const int StatusError = 2;

    /// <summary>Empty when it is no trace; then the fault names the field. Does not throw for anything that is JSON.</summary>
    public IReadOnlyList<IncomingSpan> Read(JsonElement item, out string fault)
    {
        fault = "";
        if (item.ValueKind != JsonValueKind.Object)
        {
            fault = "A trace is a JSON object, with fields such as 'messages', 'output' and 'model'.";
            return [];
        }

        var fields = new ItemFields(item, now);
        if (!fields.TryTime(out var time, "timestamp", "created_at"))
        {
            fault = "'timestamp' must be a time such as 2026-11-01T08:00:00Z.";
            return [];
        }

        var said = ItemContents.Read(fields);
        var model = fields.Text("model", "selected_model", "model_id") ?? defaults.Model;
        if (said is { Input: null, Output: null } && model is null)
        {
            fault = "A trace needs at least one of 'messages', 'input', 'output' and 'model'.";
            return [];
        }

        var id = fields.Text("request_id", "trace_id", "id", "event_id") ?? NewId(item, time);
        if (!TraceId.TryParse(id, out _))
        {
            fault = $"'request_id' must have 1 to {TraceId.LengthMax} visible characters.";
            return [];
        }

        return [.. Spans(fields, id, time ?? now, model, said)];
    }

    private IEnumerable<IncomingSpan> Spans(ItemFields fields, string id, DateTimeOffset start, string? model, ItemContents said)
    {
        var type = fields.Text("request_type");
        var isRoute = type == "route";
        var latency = fields.Number("latency_ms") ?? fields.Number("latency_s") * 1000 ?? 0;
        var hasFailed = fields.Flag("is_error") || fields.Text("status") is "error" or "Error" or "timeout";
        var error = fields.Text("error_message", "error");
        var steps = fields.Json("execution_timeline");
        var attributes = new List<KeyValuePair<string, AttributeValue>>();
        CallAttributes.Add(attributes, fields, isRoute ? "span" : "generation", model, defaults.Provider, said, hasFailed);
        AddAttached(attributes, fields, type);
        var call = new IncomingSpan
        {
            TraceId = id,
            SpanId = Digest(id)[..16],
            Name = isRoute ? "route" : model is null ? "chat" : $"chat {model}",
            Source = Source,
            Kind = Internal,
            StartTime = start,
            EndTime = start + TimeSpan.FromMilliseconds(Math.Min(latency, 1e11)),
            StatusCode = hasFailed ? StatusError : 0,
            StatusMessage = error,
            Attributes = new IncomingAttributes([.. attributes]),
            Events = [],
            Scope = IncomingScope.Unknown,
            Resource = IncomingAttributes.None,
        };
        return [call, .. TimelineSpans.Of(steps, call)];
    }

    /// <summary>Everything else becomes metadata, so that nothing is lost and all of it can be searched for.</summary>
    private void AddAttached(List<KeyValuePair<string, AttributeValue>> attributes, ItemFields fields, string? type)
    {
        var metadata = fields.Json("metadata");
        var attached = new JsonObject();
        foreach (var property in metadata.ValueKind == JsonValueKind.Object ? metadata.EnumerateObject().ToList() : [])
        {
            attached[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        foreach (var property in fields.Others.ToList())
        {
            attached.TryAdd(property.Name, JsonNode.Parse(property.Value.GetRawText()));
        }

        foreach (var (name, value) in new[] { ("request_type", type), ("source", fields.Text("source") ?? defaults.Source), ("tenant_id", defaults.Tenant) })
        {
            if (value is not null)
            {
                attached.TryAdd(name, value);
            }
        }

        foreach (var (name, value) in attached)
        {
            var text = value is JsonValue word && word.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? "";
            attributes.Add(new($"langfuse.observation.metadata.{name}", AttributeValue.From(text)));
        }
    }

    /// <summary>The same trace with the same time gets the same id again, so that a file can be imported twice; without a time two that look alike are two.</summary>
    private static string NewId(JsonElement item, DateTimeOffset? time) => time is null
        ? $"trace-{Guid.CreateVersion7():N}"
        : $"import-{Digest(string.Create(CultureInfo.InvariantCulture, $"{item.GetRawText()}"))[..32]}";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Globalization;
using System.Text.Json;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>Reads OTLP as JSON the plain way, so that these tests stand on no other code of the project.</summary>
internal static class OtlpText
{
    public static (List<IncomingSpan> Spans, List<IncomingLog> Logs) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var (spans, logs) = (new List<IncomingSpan>(), new List<IncomingLog>());
        var roots = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement];
        foreach (var root in roots)
        {
            foreach (var (resource, scope, item) in Items(root, "resourceSpans", "scopeSpans", "spans"))
            {
                spans.Add(Span(item, resource, scope));
            }

            foreach (var (resource, scope, item) in Items(root, "resourceLogs", "scopeLogs", "logRecords"))
            {
                logs.Add(Log(item, resource, scope));
            }
        }

        return (spans, logs);
    }

    public static IncomingAttributes Attributes(JsonElement owner) =>
        new([.. Each(owner, "attributes").Select(item => KeyValuePair.Create(item.GetProperty("key").GetString()!, item.TryGetProperty("value", out var value) ? Value(value) : default))]);

    private static IEnumerable<(IncomingAttributes Resource, IncomingScope Scope, JsonElement Item)> Items(JsonElement root, string outer, string middle, string inner) =>
        from resource in Each(root, outer)
        let attributes = resource.TryGetProperty("resource", out var given) ? Attributes(given) : IncomingAttributes.None
        from scope in Each(resource, middle)
        let library = scope.TryGetProperty("scope", out var named) ? new IncomingScope(Text(named, "name") ?? "", Text(named, "version") ?? "", Attributes(named)) : IncomingScope.Unknown
        from item in Each(scope, inner)
        select (attributes, library, item);

    private static IncomingSpan Span(JsonElement item, IncomingAttributes resource, IncomingScope scope) => new()
    {
        TraceId = Text(item, "traceId")!,
        SpanId = Text(item, "spanId")!,
        ParentSpanId = Text(item, "parentSpanId") is { Length: > 0 } parent ? parent : null,
        Name = Text(item, "name") ?? "",
        Kind = item.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.Number ? kind.GetInt32() : 0,
        StartTime = Time(item, "startTimeUnixNano"),
        EndTime = Time(item, "endTimeUnixNano"),
        StatusCode = item.TryGetProperty("status", out var status) && status.TryGetProperty("code", out var code) ? code.GetInt32() : 0,
        StatusMessage = item.TryGetProperty("status", out status) ? Text(status, "message") : null,
        Attributes = Attributes(item),
        Events = [.. Each(item, "events").Select(happened => new IncomingEvent { Name = Text(happened, "name") ?? "", Time = Time(happened, "timeUnixNano"), Attributes = Attributes(happened) })],
        Scope = scope,
        Resource = resource,
    };

    private static IncomingLog Log(JsonElement item, IncomingAttributes resource, IncomingScope scope)
    {
        var attributes = Attributes(item);
        return new IncomingLog
        {
            TraceId = Text(item, "traceId"),
            SpanId = Text(item, "spanId"),
            EventName = Text(item, "eventName") ?? attributes.Get("event.name").AsString() ?? "",
            Time = Time(item, "timeUnixNano"),
            Attributes = attributes,
            Body = item.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object ? Value(body) : null,
            Resource = resource,
            Scope = scope,
        };
    }

    private static AttributeValue Value(JsonElement value)
    {
        foreach (var given in value.EnumerateObject())
        {
            return given.Name switch
            {
                "stringValue" => AttributeValue.From(given.Value.GetString()!),
                "intValue" => AttributeValue.From(Whole(given.Value)),
                "doubleValue" => AttributeValue.From(given.Value.GetDouble()),
                "boolValue" => AttributeValue.From(given.Value.GetBoolean()),
                "arrayValue" => AttributeValue.From([.. Each(given.Value, "values").Select(Value)]),
                "kvlistValue" => AttributeValue.From(new IncomingAttributes([.. Each(given.Value, "values").Select(item => KeyValuePair.Create(item.GetProperty("key").GetString()!, Value(item.GetProperty("value"))))])),
                _ => default,
            };
        }

        return default;
    }

    private static IEnumerable<JsonElement> Each(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Whole(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetInt64() : long.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) ? DateTimeOffset.UnixEpoch.AddTicks(Whole(value) / 100) : DateTimeOffset.UnixEpoch;
}

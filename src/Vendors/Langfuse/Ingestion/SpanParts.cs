using System.Text.Json;
using Tracehouse.Ingest.Parts;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>Makes a part of a span of an event about it: spans, generations, events and all other types of observations, begun or changed.</summary>
internal static class SpanParts
{
    private static readonly string[] Levels = ["DEBUG", "DEFAULT", "WARNING", "ERROR"];

    /// <summary>Null when a field is wrong.</summary>
    /// <param name="project">Whose it is.</param>
    /// <param name="said">The event.</param>
    /// <param name="kind">What its type says.</param>
    /// <param name="traceOf">The trace of a span whose event does not name it; null when nobody knows.</param>
    /// <param name="fault">Which field, and how it must be.</param>
    public static SpanPart? From(ProjectId project, IngestionEvent said, EventKind kind, Func<string, string?> traceOf, out string fault)
    {
        var fields = new JsonFields(said.Body);
        var id = IdOf(fields, said, kind);
        if (!SpanId.TryParse(id, out var span))
        {
            fields.Refuse("id", $"must be 1 to {SpanId.LengthMax} visible characters.");
        }

        // A span without a trace is a trace of its own, under its own id.
        if (!TraceId.TryParse(fields.Text("traceId") ?? traceOf(id) ?? id, out var trace))
        {
            fields.Refuse("traceId", $"must be 1 to {TraceId.LengthMax} visible characters.");
        }

        var part = new PartBuilder().Name(fields.Text("name")).Parent(fields.Text("parentObservationId"));
        AddTimes(part, fields, said, kind);
        AddOutcome(part, fields);
        AddModel(part, fields);
        part.Attribute("langfuse.observation.type", TypeOf(fields, kind))
            .Attribute("langfuse.version", fields.Version("version"))
            .Attribute("langfuse.environment", kind.IsUpdate ? null : EnvironmentName.Of(fields.Text("environment")))
            .Content("langfuse.observation.input", fields.Any("input"))
            .Content("langfuse.observation.output", fields.Any("output"))
            .Metadata(fields.Any("metadata"));
        fault = fields.Fault;
        return fault.Length > 0 ? null : part.Of(project, trace, span, said.Id, said.Time, kind.IsUpdate, SourceName.Langfuse);
    }

    private static string IdOf(JsonFields fields, IngestionEvent said, EventKind kind)
    {
        var id = fields.Text("id");
        if (id is null && kind.IsUpdate)
        {
            fields.Refuse("id", "is missing; an update must name what it changes.");
        }

        return id ?? said.Id;
    }

    private static void AddTimes(PartBuilder part, JsonFields fields, IngestionEvent said, EventKind kind)
    {
        var (start, end) = (fields.Time("startTime"), fields.Time("endTime"));
        if (kind.IsUpdate)
        {
            part.StartOtherwise(start);
        }
        else
        {
            part.Start(start ?? said.Time);
        }

        part.End(kind is { SpanType: "event", IsUpdate: false } ? start ?? said.Time : end);
        part.Attribute("langfuse.observation.completion_start_time", fields.Time("completionStartTime") is { } first ? IsoTimeConverter.Text(first) : null);
    }

    private static void AddOutcome(PartBuilder part, JsonFields fields)
    {
        var level = fields.Text("level");
        if (level is not null && !Levels.Contains(level, StringComparer.OrdinalIgnoreCase))
        {
            fields.Refuse("level", $"must be one of {string.Join(", ", Levels)}.");
        }

        part.Attribute("langfuse.observation.level", level?.ToUpperInvariant())
            .Attribute("langfuse.observation.status_message", fields.LongText("statusMessage"));
    }

    private static void AddModel(PartBuilder part, JsonFields fields)
    {
        var (usage, details, costs) = (fields.Map("usage"), fields.Counts("usageDetails"), fields.Counts("costDetails"));
        part.Attribute("langfuse.observation.model.name", fields.Text("model"))
            .Attribute("langfuse.observation.model.parameters", Raw(fields.Map("modelParameters")))
            .Attribute("langfuse.observation.usage_details", Raw(details) ?? UsageShape.Tokens(usage))
            .Attribute("langfuse.observation.cost_details", Raw(costs) ?? UsageShape.Costs(usage))
            .Attribute("langfuse.observation.prompt.name", fields.Text("promptName"))
            .Attribute("langfuse.observation.prompt.version", fields.Number("promptVersion"));
    }

    private static string? TypeOf(JsonFields fields, EventKind kind)
    {
        if (kind.SpanType.Length > 0)
        {
            return kind.SpanType;
        }

        var type = fields.Text("type");
        if (type is null || !EventKind.TryFind($"{type.ToLowerInvariant()}-create", out _))
        {
            fields.Refuse("type", "must be SPAN, GENERATION, EVENT or another type of observation.");
        }

        return type?.ToLowerInvariant();
    }

    private static string? Raw(JsonElement map) => map.ValueKind == JsonValueKind.Object && map.EnumerateObject().Any() ? map.GetRawText() : null;
}

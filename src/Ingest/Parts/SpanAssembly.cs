using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Parts;

/// <summary>Makes a span of its parts as if it had come whole: 1. merges them, 2. has them understood by the one normaliser, 3. prices, 4. leaves out what may not be kept.</summary>
internal sealed partial class SpanAssembly(INormaliser normaliser, SpanPricing pricing, IRecordPrivacy privacy, ILogger<SpanAssembly> log) : ISpanAssembly
{
    private const int Internal = 1;

    public SpanRecord? Assemble(IReadOnlyList<SpanPart> parts)
    {
        try
        {
            var all = PartMerge.Of(parts);
            var isNote = Text(all, PartFields.Kind) == PartFields.TraceNote;
            var record = normaliser.Normalise(parts[0].Project, Span(parts, all, isNote), []);
            if (record is null)
            {
                return null;
            }

            record = record with { Scope = null, Kind = isNote ? SpanKind.Trace : record.Kind, ParentSpanId = isNote ? null : record.ParentSpanId };
            return privacy.Keep(pricing.Priced(KeptFacts.From(all[PartFields.Kept])?.AddTo(record) ?? record));
        }
        catch (Exception cause)
        {
            LogBug(log, parts[0].SpanId, parts[0].TraceId, cause);
            return null;
        }
    }

    private static IncomingSpan Span(IReadOnlyList<SpanPart> parts, JsonObject all, bool isNote)
    {
        var start = Time(all, PartFields.Start) ?? Time(all, PartFields.StartOtherwise) ?? parts.Min(part => part.Time);
        var end = Time(all, PartFields.End);
        return new IncomingSpan
        {
            TraceId = parts[0].TraceId.Value,
            SpanId = parts[0].SpanId.Value,
            ParentSpanId = Text(all, PartFields.Parent) is { Length: > 0 } parent ? parent : null,
            Name = Text(all, PartFields.Name) ?? "",
            Source = parts[0].Source,
            Kind = Internal,
            StartTime = start,
            EndTime = end < start ? start : end,
            StatusCode = Text(all, PartFields.Status) switch { "error" => 2, "ok" => 1, _ => 0 },
            Attributes = new IncomingAttributes([.. Attributes(all, isNote)]),
            Events = [],
            Scope = IncomingScope.Unknown,
            Resource = IncomingAttributes.None,
        };
    }

    private static IEnumerable<KeyValuePair<string, AttributeValue>> Attributes(JsonObject all, bool isNote)
    {
        foreach (var (name, value) in all[PartFields.Attributes] as JsonObject ?? [])
        {
            yield return new(name, Value(value));
        }

        if (!isNote && Time(all, PartFields.End) is null)
        {
            yield return new(PartFields.Unended, AttributeValue.From(true));
        }

        var prefix = isNote ? "langfuse.trace.metadata." : "langfuse.observation.metadata.";
        foreach (var (name, value) in all[PartFields.Metadata] as JsonObject ?? [])
        {
            yield return new(prefix + name, value is JsonObject or JsonArray ? AttributeValue.From(value.ToJsonString()) : Value(value));
        }

        if (all[PartFields.Tags] is JsonArray tags)
        {
            yield return new("langfuse.trace.tags", Value(tags));
        }
    }

    private static AttributeValue Value(JsonNode? node) => node switch
    {
        null => AttributeValue.Null,
        JsonArray list => AttributeValue.From((IReadOnlyList<AttributeValue>)[.. list.Select(Value)]),
        JsonObject map => AttributeValue.From(new IncomingAttributes([.. map.Select(item => KeyValuePair.Create(item.Key, Value(item.Value)))])),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => AttributeValue.From(node.GetValue<string>()),
            JsonValueKind.True => AttributeValue.From(true),
            JsonValueKind.False => AttributeValue.From(false),
            _ => Number(node.ToJsonString()),
        },
    };

    private static AttributeValue Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
        ? AttributeValue.From(whole)
        : AttributeValue.From(double.Parse(text, CultureInfo.InvariantCulture));

    private static string? Text(JsonObject all, string name) => all[name] is { } node && node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static DateTimeOffset? Time(JsonObject all, string name) =>
        DateTimeOffset.TryParse(Text(all, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    [LoggerMessage(LogLevel.Error, "Span {SpanId} of trace {TraceId} could not be made of its parts, for a bug")]
    private static partial void LogBug(ILogger log, SpanId spanId, TraceId traceId, Exception cause);
}

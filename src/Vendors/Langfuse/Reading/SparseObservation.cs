using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Ingest.Parts;
using Tracehouse.Query.Traces;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>A span as the second version of Langfuse's API tells it: only the groups of fields that were asked for, and content as text.</summary>
internal static class SparseObservation
{
    /// <summary>The groups that there are.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["core", "basic", "time", "io", "metadata", "model", "usage", "prompt", "metrics", "tools", "trace_context"];

    /// <summary>Those of an answer when none are asked for.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["core", "basic"];

    /// <param name="span">The span.</param>
    /// <param name="trace">Its trace, as far as it is known.</param>
    /// <param name="fields">The groups that are wanted; the core always is.</param>
    /// <param name="link">The prompt and the model that it is about.</param>
    public static JsonObject Of(TraceDetail span, TraceSummary? trace, IReadOnlySet<string> fields, ObservationLink link)
    {
        var end = ObservationTranslation.End(span);
        var body = new JsonObject
        {
            ["id"] = span.SpanId, ["traceId"] = TraceWords.TraceId(span), ["startTime"] = Time(span.StartTime), ["endTime"] = Time(end), ["projectId"] = span.Project,
            ["parentObservationId"] = ObservationTranslation.OrNull(span.ParentSpanId), ["type"] = span.Kind.ToUpperInvariant(), ["isRootObservation"] = TraceWords.IsRoot(span),
            ["modelId"] = link.Model?.Id, ["inputPrice"] = Price(link.Model?.InputPrice), ["outputPrice"] = Price(link.Model?.OutputPrice), ["totalPrice"] = Price(link.Model?.TotalPrice),
        };
        AddBasic(body, span, trace, fields);
        AddContent(body, span, fields);
        AddSpending(body, span, fields, link);
        if (fields.Contains("time"))
        {
            body["completionStartTime"] = Time(ObservationTranslation.CompletionStart(span));
            body["createdAt"] = Time(span.StartTime);
            body["updatedAt"] = Time(end ?? span.StartTime);
        }

        if (fields.Contains("metrics"))
        {
            body["latency"] = end is null ? null : ObservationTranslation.Seconds(span.LatencyMs);
            body["timeToFirstToken"] = span.FirstTokenMs is { } first ? ObservationTranslation.Seconds(first) : null;
        }

        return body;
    }

    private static void AddBasic(JsonObject body, TraceDetail span, TraceSummary? trace, IReadOnlySet<string> fields)
    {
        if (fields.Contains("basic"))
        {
            body["name"] = ObservationTranslation.OrNull(span.Name);
            body["level"] = span.Level.ToUpperInvariant();
            body["statusMessage"] = ObservationTranslation.OrNull(span.ErrorMessage);
            body["version"] = ObservationTranslation.OrNull(span.Version);
            body["environment"] = ObservationTranslation.Environment(span.Environment);
            body["bookmarked"] = TraceWords.IsBookmarked(span);
            body["public"] = TraceWords.IsPublic(span);
            body["userId"] = Either(span.UserId, trace?.UserId);
            body["sessionId"] = Either(span.SessionId, trace?.SessionId);
        }

        if (fields.Contains("trace_context"))
        {
            body["traceName"] = Either(span.TraceName, trace?.Name);
            body["release"] = Either(span.Release, trace?.Release);
            body["tags"] = new JsonArray([.. (trace?.Tags ?? span.Tags).Select(tag => (JsonNode)tag)]);
        }
    }

    private static void AddContent(JsonObject body, TraceDetail span, IReadOnlySet<string> fields)
    {
        if (fields.Contains("io"))
        {
            body["input"] = ObservationTranslation.OrNull(SaidValue.InputText(span));
            body["output"] = ObservationTranslation.OrNull(SaidValue.OutputText(span));
        }

        if (fields.Contains("metadata"))
        {
            body["metadata"] = LastWords.OfObject(ObservationTranslation.Metadata(span));
        }
    }

    private static void AddSpending(JsonObject body, TraceDetail span, IReadOnlySet<string> fields, ObservationLink link)
    {
        if (fields.Contains("model"))
        {
            body["providedModelName"] = ObservationTranslation.Model(span);
            body["model"] = ObservationTranslation.Model(span);
            body["internalModelId"] = link.Model?.Id;
            body["modelParameters"] = JsonNode.Parse(ObservationTranslation.Parameters(span).GetRawText());
        }

        if (fields.Contains("usage"))
        {
            body["usageDetails"] = JsonSerializer.SerializeToNode(ObservationTranslation.UsageDetails(span), ReadingJson.Readable.IReadOnlyDictionaryStringInt64);
            body["costDetails"] = JsonSerializer.SerializeToNode(ObservationTranslation.CostDetails(span), ReadingJson.Readable.IReadOnlyDictionaryStringDecimal);
            body["totalCost"] = span.CostUsd;
            body["usagePricingTierName"] = null;
        }

        if (fields.Contains("prompt"))
        {
            body["promptId"] = link.PromptId;
            body["promptName"] = ObservationTranslation.OrNull(span.PromptName);
            body["promptVersion"] = ObservationTranslation.PromptVersion(span);
        }
    }

    /// <summary>This version tells prices as text.</summary>
    private static string? Price(decimal? usd) => usd?.ToString(CultureInfo.InvariantCulture);

    private static string? Either(string own, string? ofTrace) => own.Length > 0 ? own : ObservationTranslation.OrNull(ofTrace ?? "");

    private static string? Time(DateTimeOffset? time) => time is { } known ? IsoTimeConverter.Text(known) : null;
}

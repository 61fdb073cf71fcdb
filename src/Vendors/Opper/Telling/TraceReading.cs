using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TraceSummary = Tracehouse.Query.Traces.TraceSummary;
using Tracehouse.Query.Rows;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Spans;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>One trace with all of its spans, in Opper's words.</summary>
internal sealed class TraceReading(FindTrace find, GetTree trees, GetSpanContents contents, GetSpanNotes notes, ScoresOfTrace scores, IOptions<OpperOptions> options)
{
    /// <summary>Null when there is no such trace.</summary>
    public async Task<JsonObject?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        var limit = options.Value.TraceSpansMax;
        if (await trees.AskAsync(project, id, limit, stop) is not { } tree || await find.AskAsync(project, id, stop) is not { } summary)
        {
            return null;
        }

        var shown = tree.Spans.Where(span => span.Kind != "trace").ToList();
        var said = new Dictionary<string, SpanContent>(StringComparer.Ordinal);
        foreach (var some in shown.Select(span => span.SpanId).Chunk(GetSpanContents.SpansMax))
        {
            foreach (var content in await contents.AskAsync(project, id, some, stop))
            {
                said[content.SpanId] = content;
            }
        }

        var noted = (await notes.AskAsync(project, id, limit, stop)).DistinctBy(note => note.SpanId).ToDictionary(note => note.SpanId, StringComparer.Ordinal);
        var judged = (await scores.AskAsync(project, id.Value, "", stop)).Where(score => score.SpanId is not null && SpanJudgements.IsMetric(score)).ToLookup(score => score.SpanId!, StringComparer.Ordinal);
        var root = shown.FirstOrDefault(span => span.SpanId == summary.RootSpanId) ?? shown.FirstOrDefault();
        var (input, output) = root is null ? (null, null) : Said(said.GetValueOrDefault(root.SpanId), Told(noted.GetValueOrDefault(root.SpanId)));
        var body = Summary(summary, input, output);
        body["total_tokens"] = Tokens(tree.Total.InputTokens, tree.Total.OutputTokens);
        body["span_count"] = tree.SpanCount;
        body["spans"] = new JsonArray([.. shown.Select(span => ToSpan(span, said.GetValueOrDefault(span.SpanId), noted.GetValueOrDefault(span.SpanId), judged[span.SpanId]))]);
        return body;
    }

    /// <summary>One line of a list of traces.</summary>
    public static JsonObject Summary(TraceSummary trace, string? input, string? output) => new()
    {
        ["id"] = trace.RequestId,
        ["uuid"] = trace.RequestId,
        ["name"] = trace.Name,
        ["start_time"] = Answers.Time(trace.StartTime),
        ["end_time"] = Answers.Time(trace.StartTime.AddMilliseconds(trace.LatencyMs)),
        ["duration_ms"] = Whole(trace.LatencyMs),
        ["status"] = trace.Status == "success" ? "success" : "error",
        ["input"] = input,
        ["output"] = output,
        ["total_tokens"] = Tokens(trace.InputTokens, trace.OutputTokens),
        ["span_count"] = trace.ObservationCount,
        ["cost"] = new JsonObject { ["total"] = trace.CostUsd },
    };

    /// <summary>One span by itself, as it stands among those of its trace.</summary>
    public static JsonObject ToSpan(TraceDetail span, IEnumerable<ScoreLine> metrics)
    {
        var told = new SpanTold(span);
        var (input, output) = span.IsContentKept
            ? (SpanTold.AsText(told.Input(span.InputText, span.InputMessages)), SpanTold.AsText(told.Output(span.OutputText, span.OutputMessages)))
            : (null, null);
        return ToSpan(span, Tokens(span.InputTokens, span.OutputTokens), told, input, output, span.Tags, metrics);
    }

    private static JsonObject ToSpan(TreeSpan span, SpanContent? content, SpanNote? note, IEnumerable<ScoreLine> metrics)
    {
        var told = Told(note);
        var (input, output) = Said(content, told);
        return ToSpan(span, Tokens(span.Total.InputTokens, span.Total.OutputTokens), told, input, output, note?.Tags ?? [], metrics.Reverse());
    }

    private static JsonObject ToSpan(TreeRow span, JsonNode? tokens, SpanTold told, string? input, string? output, IReadOnlyList<string> tags, IEnumerable<ScoreLine> metrics)
    {
        return new JsonObject
        {
            ["id"] = span.SpanId,
            ["uuid"] = span.SpanId,
            ["name"] = span.Name,
            ["type"] = told.Type ?? span.Kind,
            ["parent_id"] = span.ParentSpanId.Length > 0 ? span.ParentSpanId : null,
            ["start_time"] = Answers.Time(span.StartTime),
            ["end_time"] = told.HasEnded ? Answers.Time(span.StartTime.AddMilliseconds(span.LatencyMs)) : null,
            ["duration_ms"] = told.HasEnded ? Whole(span.LatencyMs) : null,
            ["error"] = span.ErrorMessage.Length > 0 ? span.ErrorMessage : null,
            ["meta"] = told.Meta?.DeepClone(),
            ["score"] = told.Score,
            ["data"] = new JsonObject
            {
                ["input"] = input,
                ["output"] = output,
                ["total_tokens"] = tokens,
                ["model"] = span.Model.Length > 0 ? span.Model : null,
                ["function"] = told.Function,
                ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]),
                ["score"] = told.Score,
            },
            ["metrics"] = new JsonArray([.. metrics.Select(SpanJudgements.ToMetric)]),
        };
    }

    private static (string? Input, string? Output) Said(SpanContent? content, SpanTold told) => content is not { IsContentKept: true }
        ? (null, null)
        : (SpanTold.AsText(told.Input(content.InputText, content.InputMessages)), SpanTold.AsText(told.Output(content.OutputText, content.OutputMessages)));

    private static SpanTold Told(SpanNote? note) => new(note?.Source ?? "", note?.Attributes ?? "", note?.Metadata ?? "");

    private static long Whole(double milliseconds) => (long)Math.Round(milliseconds);

    private static JsonNode? Tokens(long? input, long? output) => input is null && output is null ? null : (input ?? 0) + (output ?? 0);
}

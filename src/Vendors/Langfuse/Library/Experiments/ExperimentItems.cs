using Tracehouse.Datasets.Items;
using Tracehouse.Query.Observations;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Library.Runs;
using Tracehouse.Vendors.Langfuse.Library.Shelves;
using Tracehouse.Vendors.Langfuse.Reading;
using Tracehouse.Vendors.Langfuse.Scores;

namespace Tracehouse.Vendors.Langfuse.Library.Experiments;

/// <summary>Reads what came of the items of runs: of each its span, the item that it was made from, and how it was judged.</summary>
internal sealed class ExperimentItems(ListObservations observations, ListScores scores, DatasetBook datasets)
{
    private const int SpansMax = 1_000;

    /// <summary>In the order in which they are given. A span that has not come yet is told as far as it is known.</summary>
    public async Task<IReadOnlyList<ExperimentItemBody>> ReadAsync(
        ProjectId project, IReadOnlyList<(Kept<DatasetRun> Run, Kept<RunItem> Item)> items, ExperimentQuery asked, CancellationToken stop)
    {
        if (items.Count == 0)
        {
            return [];
        }

        var traceIds = items.Select(item => item.Item.Value.TraceId).Distinct(StringComparer.Ordinal).ToList();
        var spans = await SpansAsync(project, traceIds, items, stop);
        var judged = asked.Has("scores") ? (await scores.AskAsync(project, new ScoreFilter { TraceIds = traceIds }, new Page(ListScores.LimitMax, 0), stop)).Scores.ToLookup(score => score.TraceId) : null;
        var bodies = new List<ExperimentItemBody>();
        foreach (var (run, item) in items)
        {
            var source = asked.Has("io") || asked.Has("itemMetadata") ? await datasets.FindItemAsync(project, item.Value.DatasetItemId, null, stop) : null;
            var body = From(run, item, Span(spans, item.Value), source, asked);
            bodies.Add(judged is null ? body : body with { Scores = [.. judged[item.Value.TraceId].Take(asked.ScoreLimit).Select(score => ScoreAnswer.ThirdFrom(score, project))] });
        }

        return bodies;
    }

    private async Task<ILookup<string, TraceDetail>> SpansAsync(
        ProjectId project, List<string> traceIds, IReadOnlyList<(Kept<DatasetRun> Run, Kept<RunItem> Item)> items, CancellationToken stop)
    {
        var named = items.Where(item => item.Item.Value.ObservationId is not null).Select(item => item.Item.Value.ObservationId!).ToList();
        var filter = named.Count == items.Count ? new ObservationFilter { TraceIds = traceIds, SpanIds = named } : new ObservationFilter { TraceIds = traceIds, WithNotes = true };
        var (found, _) = await observations.AskAsync(project, filter, new ObservationWindow(SpansMax), stop);
        return (found ?? []).ToLookup(span => span.TraceId, StringComparer.Ordinal);
    }

    /// <summary>The span that was named, or else what was said of the trace, or else its root.</summary>
    private static TraceDetail? Span(ILookup<string, TraceDetail> spans, RunItem item) =>
        item.ObservationId is { } id ? spans[item.TraceId].FirstOrDefault(span => span.SpanId == id)
        : spans[item.TraceId].FirstOrDefault(span => span.Kind == "trace") ?? spans[item.TraceId].FirstOrDefault(span => span.ParentSpanId.Length == 0);

    private static ExperimentItemBody From(Kept<DatasetRun> run, Kept<RunItem> item, TraceDetail? span, DatasetItem? source, ExperimentQuery asked)
    {
        var start = span?.StartTime ?? item.Entity.CreatedAt;
        return new ExperimentItemBody
        {
            Id = item.Value.ObservationId ?? item.Entity.Id,
            TraceId = item.Value.TraceId,
            StartTime = start,
            EndTime = span is null ? null : start.AddMilliseconds(span.LatencyMs),
            Level = span?.Level.ToUpperInvariant() ?? "DEFAULT",
            Environment = span?.Environment is { Length: > 0 } environment ? environment : "default",
            ExperimentId = run.Entity.Id,
            ExperimentName = run.Entity.Name,
            ExperimentItemId = item.Value.DatasetItemId,
            ExperimentDatasetId = asked.Fields.Length == 0 || asked.Has("dataset") ? run.Entity.Parent : null,
            Input = asked.Has("io") ? (span is null ? null : SaidValue.Input(span)) ?? source?.Input : null,
            Output = asked.Has("io") && span is not null ? SaidValue.Output(span) : null,
            ExpectedOutput = asked.Has("io") ? source?.ExpectedOutput : null,
            Metadata = asked.Has("metadata") && span is not null ? SaidValue.Json(span.Metadata) : null,
            ExperimentItemMetadata = asked.Has("itemMetadata") ? source?.Metadata : null,
            ExperimentMetadata = asked.Has("experimentMetadata") ? run.Value.Metadata : null,
            ExperimentDescription = asked.Has("experimentMetadata") ? run.Value.Description : null,
        };
    }
}

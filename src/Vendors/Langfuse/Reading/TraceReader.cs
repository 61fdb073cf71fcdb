using Microsoft.Extensions.Options;
using Tracehouse.Query.Observations;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using TraceSummary = Tracehouse.Query.Traces.TraceSummary;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Reads traces with what was said in them, in a few questions however many spans they have.</summary>
internal sealed class TraceReader(FindTrace find, ListObservations spans, ScoresOfTrace scoresOfTrace, ListScores scores, ObservationLinks links, IOptions<TreeOptions> options)
{
    private const int SpeakersMax = 10_000;
    private const int TracesAtOnce = 100;

    /// <summary>Everything about one trace; null when there is none.</summary>
    public async Task<WholeTrace?> WholeAsync(ProjectId project, TraceId id, IReadOnlySet<string> fields, CancellationToken stop)
    {
        if (await find.AskAsync(project, id, stop) is not { } trace)
        {
            return null;
        }

        var filter = new ObservationFilter { TraceIds = [id.Value], WithNotes = true };
        var judged = fields.Contains("scores") ? scoresOfTrace.AskAsync(project, id.Value, "", stop) : Task.FromResult<IReadOnlyList<ScoreLine>>([]);
        var (said, _) = await spans.AskAsync(project, filter, new ObservationWindow(options.Value.SpansMax), stop);
        return TraceTranslation.Whole(trace, [.. said!.Reverse()], await judged, project, fields, await links.OfAsync(project, said!, stop));
    }

    /// <summary>Traces of a list, in their order.</summary>
    public async Task<IReadOnlyList<ListedTrace>> ListedAsync(ProjectId project, IReadOnlyList<TraceSummary> traces, IReadOnlySet<string> fields, CancellationToken stop)
    {
        var listed = new List<ListedTrace>(traces.Count);
        foreach (var some in traces.Chunk(TracesAtOnce))
        {
            var ids = some.Select(trace => trace.RequestId).ToList();
            var children = await spans.IdsAsync(project, ids, stop);
            var speakers = await SpeakersAsync(project, some, children, stop);
            var judged = fields.Contains("scores") ? await ScoresAsync(project, ids, stop) : Array.Empty<ScoreLine>().ToLookup(score => "");
            listed.AddRange(some.Select(trace => TraceTranslation.Listed(
                trace, [.. speakers[trace.RequestId].Reverse()], fields.Contains("observations") ? [.. children[trace.RequestId]] : [],
                [.. judged[trace.RequestId].Select(score => score.Id)], project, fields)));
        }

        return listed;
    }

    /// <summary>The spans that say what their traces are about: what was told of the trace, its root, or the first of those without one.</summary>
    private async Task<ILookup<string, TraceDetail>> SpeakersAsync(
        ProjectId project, IReadOnlyList<TraceSummary> traces, ILookup<string, string> children, CancellationToken stop)
    {
        var leads = traces.Select(trace => trace.RootSpanId.Length > 0 ? trace.RootSpanId : children[trace.RequestId].FirstOrDefault() ?? "").Where(id => id.Length > 0);
        var filter = new ObservationFilter
        {
            TraceIds = [.. traces.Select(trace => trace.RequestId)], SpanIds = [.. leads.Append(PartFields.TraceNote).Distinct(StringComparer.Ordinal)], WithNotes = true,
        };
        var (said, _) = await spans.AskAsync(project, filter, new ObservationWindow(SpeakersMax), stop);
        return said!.ToLookup(span => span.TraceId, StringComparer.Ordinal);
    }

    private async Task<ILookup<string, ScoreLine>> ScoresAsync(ProjectId project, IReadOnlyCollection<string> traces, CancellationToken stop) =>
        (await scores.AskAsync(project, new ScoreFilter { TraceIds = traces }, new Page(ListScores.LimitMax, 0), stop)).Scores.ToLookup(score => score.TraceId ?? "", StringComparer.Ordinal);
}

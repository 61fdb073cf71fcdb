using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Traces;

/// <summary>Finds traces by what was said in them.</summary>
internal sealed class WordSearch(ClickHouseLink link)
{
    /// <summary>A word in more messages than this is looked for in the traces that come, instead of the other way round.</summary>
    public const int FewMax = 2_000;

    private static readonly string Count = SqlText.Load("Traces/CountWord.sql");
    private static readonly string Check = SqlText.Load("Traces/CheckWord.sql");

    /// <summary>Asks the index how frequent each word is.</summary>
    public async Task<WordPlan> PlanAsync(ProjectId project, TraceFilter filter, CancellationToken stop)
    {
        var words = SearchWords.Of(filter.Search);
        if (words.Count == 0)
        {
            return WordPlan.None;
        }

        var hits = await Task.WhenAll(words.Select(word => CountAsync(project, word, stop)));
        var few = words.Where((_, index) => hits[index] <= FewMax).ToList();
        return new WordPlan(few, [.. words.Where((_, index) => hits[index] > FewMax)]);
    }

    /// <summary>Those of some traces in which all words were said.</summary>
    public async Task<IReadOnlyList<TraceSummary>> CheckAsync(ProjectId project, IReadOnlyList<TraceSummary> traces, IReadOnlyList<string> words, CancellationToken stop)
    {
        foreach (var word in words)
        {
            if (traces.Count == 0)
            {
                break;
            }

            var parameters = new SqlParameters
            {
                { "project", project.Value },
                { "trace_ids", traces.Select(trace => trace.RequestId) },
                { "first", traces.Min(trace => trace.StartTime) },
                { "last", traces.Max(trace => trace.StartTime.AddMilliseconds(Math.Min(trace.LatencyMs, MillisecondsMax))) },
                { "word", word },
            };
            var found = await link.ReadAllAsync(Check, parameters, TracesJson.Default.FoundTrace, stop);
            var ids = found.Select(trace => trace.TraceId).ToHashSet(StringComparer.Ordinal);
            traces = [.. traces.Where(trace => ids.Contains(trace.RequestId))];
        }

        return traces;
    }

    /// <summary>A hundred years, so that a duration that somebody made up leads to no time that there is not.</summary>
    private const double MillisecondsMax = 100 * 365.25 * 86_400_000;

    private async Task<long> CountAsync(ProjectId project, string word, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "word", word }, { "limit", FewMax + 1 } };
        return (await link.ReadAllAsync(Count, parameters, TracesJson.Default.WordHits, stop))[0].Hits;
    }
}

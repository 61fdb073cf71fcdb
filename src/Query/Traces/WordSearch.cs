using Tracehouse.Query.Sql;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Traces;

/// <summary>Finds traces by what was said in them.</summary>
internal sealed class WordSearch(ClickHouseLink link)
{
    /// <summary>A word in more messages than this is looked for in the traces that come, instead of the other way round.</summary>
    public const int FewMax = 2_000;

    // As many as the statements name, less the one that tells that there are more.
    private const int NamesMax = 100;
    private const int TracesMax = 200;

    private static readonly string Word = SqlText.Load("Traces/FindWord.sql");
    private static readonly string Texts = SqlText.Load("Traces/FindWordInTexts.sql");
    private static readonly string Messages = SqlText.Load("Traces/FindMessages.sql");
    private static readonly string Check = SqlText.Load("Traces/CheckWord.sql");
    private readonly FindWindow _windows = new(link);

    /// <summary>Asks the index how frequent each word is, and which traces have those that few have.</summary>
    public async Task<WordPlan> PlanAsync(ProjectId project, TraceFilter filter, CancellationToken stop)
    {
        var words = SearchWords.Of(filter.Search);
        if (words.Count == 0)
        {
            return WordPlan.None;
        }

        var hits = await Task.WhenAll(words.Select(word => FindAsync(project, word, stop)));
        var plan = new WordPlan(
            [.. words.Where((_, index) => hits[index].Hits <= FewMax && !IsNamed(hits[index]))], [.. words.Where((_, index) => hits[index].Hits > FewMax)]);
        var named = hits.Where(IsNamed).Select(found => found.Traces).ToList();
        if (named.Count == 0)
        {
            return plan;
        }

        var traces = named.Aggregate<IEnumerable<string>>((all, some) => all.Intersect(some, StringComparer.Ordinal)).ToList();
        return plan with { Named = traces, Window = traces.Count == 0 ? TraceWindow.Unknown : await _windows.AskAsync(project, traces, stop) };
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

    private static bool IsNamed(WordHits found) => found.Hits <= FewMax && found.Traces.Count <= TracesMax;

    /// <summary>In how many messages and texts a word is; and in which traces, all of them or more than are named.</summary>
    private async Task<WordHits> FindAsync(ProjectId project, string word, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "word", word }, { "limit", FewMax + 1 } };
        var (messages, texts) = (link.ReadAllAsync(Word, parameters, TracesJson.Default.WordHits, stop), link.ReadAllAsync(Texts, parameters, TracesJson.Default.WordHits, stop));
        await Task.WhenAll(messages, texts);
        return await WithMessagesAsync(project, (await texts)[0], (await messages)[0], stop);
    }

    private async Task<WordHits> WithMessagesAsync(ProjectId project, WordHits texts, WordHits messages, CancellationToken stop)
    {
        var hits = texts.Hits + messages.Hits;
        if (messages.Hits == 0 || hits > FewMax)
        {
            return texts with { Hits = hits };
        }

        if (messages.Names.Count > NamesMax)
        {
            return Unnamed(hits);
        }

        var parameters = new SqlParameters { { "project", project.Value }, { "names", messages.Names }, { "limit", FewMax + 1 } };
        var said = (await link.ReadAllAsync(Messages, parameters, TracesJson.Default.WordHits, stop))[0];
        return said.Hits > FewMax ? Unnamed(hits) : new WordHits { Hits = hits, Traces = [.. texts.Traces.Union(said.Traces, StringComparer.Ordinal)] };
    }

    /// <summary>The traces are too many to be named.</summary>
    private static WordHits Unnamed(long hits) => new() { Hits = hits, Traces = new string[TracesMax + 1] };
}

using Microsoft.Extensions.Logging;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using Tracehouse.Ui.Transcripts;

namespace Tracehouse.Ui.Trees;

/// <summary>Asks what the page of a trace shows. A store that does not answer is a value here, not an exception.</summary>
internal sealed partial class TraceQuestions(
    TreeShelf trees, FindTrace find, SearchTrace search, GetSpan span, GetSpanContents contents, ScoresOfTrace scores, ILogger<TraceQuestions> log)
{
    /// <summary>A tree of up to so many spans is part of the page, for browsers without script.</summary>
    internal const int PlainMax = 200;

    /// <summary>The whole page.</summary>
    public Task<TraceModel> AskAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
    {
        var chosen = address.Span.Length > 0 ? SpanAsync(project, id, address, stop) : Task.FromResult(new TraceModel { Address = address });
        var model = (await HeadAsync(project, id, address, stop)) with { Span = (await chosen).Span, SpanScores = (await chosen).SpanScores };
        var isTold = address.View == TraceView.Transcript;
        if (model.Whole is { } whole && (isTold || whole.ObservationCount <= PlainMax))
        {
            model = model with { Tree = await trees.AskAsync(project, id, stop) };
        }

        return isTold && model.Tree is { } all ? model with { Transcript = await TellAsync(project, id, all, address, stop) } : model;
    });

    /// <summary>A part of the transcript and nothing else.</summary>
    public Task<TraceModel> AskTranscriptAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
    {
        var all = await trees.AskAsync(project, id, stop);
        return new TraceModel { Address = address, Tree = all, Transcript = all is null ? null : await TellAsync(project, id, all, address, stop) };
    });

    /// <summary>What the head of the page says.</summary>
    public Task<TraceModel> AskHeadAsync(ProjectId project, TraceAddress address, CancellationToken stop) =>
        GuardAsync(address, id => HeadAsync(project, id, address, stop));

    /// <summary>The tree and nothing else.</summary>
    public Task<TraceModel> AskTreeAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
        new TraceModel { Address = address, Tree = await trees.AskAsync(project, id, stop) });

    /// <summary>The spans that have what is looked for, and nothing else.</summary>
    public Task<TraceModel> AskFoundAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
        await trees.AskAsync(project, id, stop) is { } tree
            ? new TraceModel { Address = address, Tree = tree, Found = await search.AskAsync(project, tree, address.Search, stop) }
            : new TraceModel { Address = address });

    /// <summary>One span and nothing else.</summary>
    public Task<TraceModel> AskSpanAsync(ProjectId project, TraceAddress address, CancellationToken stop) =>
        GuardAsync(address, id => SpanAsync(project, id, address, stop));

    /// <summary>Whether the trace has more than one span; false when nobody can say.</summary>
    public async Task<bool> HasSeveralSpansAsync(ProjectId project, string traceId, CancellationToken stop)
    {
        var address = new TraceAddress(traceId);
        return (await GuardAsync(address, async id => new TraceModel { Address = address, Whole = await find.AskAsync(project, id, stop) })).Whole is { ObservationCount: > 1 };
    }

    /// <summary>What the trace is as a whole is read without its tree, so that the page of a large one is there at once.</summary>
    private async Task<TraceModel> HeadAsync(ProjectId project, TraceId id, TraceAddress address, CancellationToken stop)
    {
        var judged = scores.AskAsync(project, id.Value, "", stop);
        var whole = await find.AskAsync(project, id, stop) ?? (await trees.AskAsync(project, id, stop) is { } tree ? WholeOf.Tree(tree) : null);
        return new TraceModel { Address = address, Whole = whole, Scores = await judged };
    }

    private async Task<TraceModel> SpanAsync(ProjectId project, TraceId id, TraceAddress address, CancellationToken stop)
    {
        var judged = scores.AskAsync(project, id.Value, address.Span, stop);
        return new TraceModel { Address = address, Span = await span.AskAsync(project, id.Value, address.Span, stop), SpanScores = await judged };
    }

    private async Task<TranscriptPage> TellAsync(ProjectId project, TraceId id, TraceTree all, TraceAddress address, CancellationToken stop)
    {
        var scope = address.Scope.Length == 0 ? -1 : Enumerable.Range(0, all.Spans.Count).FirstOrDefault(at => all.Spans[at].SpanId == address.Scope, -1);
        var writer = new TranscriptWriter(TranscriptPlan.Of(all, scope), address.From);
        return writer.Write(await contents.AskAsync(project, id, writer.SpansNeeded(), stop));
    }

    private async Task<TraceModel> GuardAsync(TraceAddress address, Func<TraceId, Task<TraceModel>> ask)
    {
        if (!TraceId.TryParse(address.TraceId, out var id))
        {
            return new TraceModel { Address = address };
        }

        try
        {
            return await ask(id);
        }
        catch (StoreUnavailableException cause)
        {
            return new TraceModel { Address = address, Outage = cause.Message };
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            LogFailed(log, cause);
            return new TraceModel { Address = address, Outage = "The question failed; the server's log says why." };
        }
    }

    [LoggerMessage(LogLevel.Error, "A question of a trace's page failed")]
    private static partial void LogFailed(ILogger log, Exception cause);
}

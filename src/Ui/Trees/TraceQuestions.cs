using Microsoft.Extensions.Logging;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using Tracehouse.Ui.Transcripts;

namespace Tracehouse.Ui.Trees;

/// <summary>Asks what the page of a trace shows. A store that does not answer is a value here, not an exception.</summary>
internal sealed partial class TraceQuestions(TreeShelf trees, GetTree tree, GetSpan span, GetSpanContents contents, ILogger<TraceQuestions> log)
{
    /// <summary>The whole page.</summary>
    public Task<TraceModel> AskAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
    {
        var root = span.AskAsync(project, id.Value, "", stop);
        var chosen = address.Span.Length > 0 ? span.AskAsync(project, id.Value, address.Span, stop) : Task.FromResult<TraceDetail?>(null);
        var all = await trees.AskAsync(project, id, stop);
        var model = new TraceModel { Address = address, Tree = all, Root = await root, Span = await chosen };
        return all is null || address.View == TraceView.Tree ? model : model with { Transcript = await TellAsync(project, id, all, address, stop) };
    });

    /// <summary>A part of the transcript and nothing else.</summary>
    public Task<TraceModel> AskTranscriptAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
    {
        var all = await trees.AskAsync(project, id, stop);
        return new TraceModel { Address = address, Tree = all, Transcript = all is null ? null : await TellAsync(project, id, all, address, stop) };
    });

    /// <summary>What the head of the page says.</summary>
    public Task<TraceModel> AskHeadAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
    {
        var root = span.AskAsync(project, id.Value, "", stop);
        return new TraceModel { Address = address, Tree = await trees.AskAsync(project, id, stop), Root = await root };
    });

    /// <summary>The tree and nothing else.</summary>
    public Task<TraceModel> AskTreeAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
        new TraceModel { Address = address, Tree = await trees.AskAsync(project, id, stop) });

    /// <summary>One span and nothing else.</summary>
    public Task<TraceModel> AskSpanAsync(ProjectId project, TraceAddress address, CancellationToken stop) => GuardAsync(address, async id =>
        new TraceModel { Address = address, Span = await span.AskAsync(project, id.Value, address.Span, stop) });

    /// <summary>Whether the trace has more than one span; false when nobody can say.</summary>
    public async Task<bool> HasSeveralSpansAsync(ProjectId project, string traceId, CancellationToken stop) =>
        (await GuardAsync(new TraceAddress(traceId), async id => new TraceModel
        {
            Address = new TraceAddress(traceId), Tree = await tree.AskAsync(project, id, 2, stop),
        })).Tree is { SpanCount: > 1 };

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

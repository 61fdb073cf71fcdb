using Microsoft.Extensions.Logging;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Groups;

/// <summary>Asks what the pages of sessions and users show. A store that does not answer is a value here, not an exception.</summary>
internal sealed partial class GroupQuestions(SumTraces sum, ListTraces list, GetSpan span, ListTraceFacets facets, TraceArrivals arrivals, TimeProvider time, ILogger<GroupQuestions> log)
{
    /// <summary>How many traces of a session are told on a page.</summary>
    public const int ThreadMax = 20;

    /// <summary>The sessions or users of the traces that pass the filters.</summary>
    public Task<GroupModel> ListAsync(ProjectId project, TraceGrouping grouping, GroupAddress address, CancellationToken stop)
    {
        var version = arrivals.VersionOf(project);
        return GuardAsync(address, "", async model =>
        {
            model = model with { Version = version };
            if (address.Fault.Length > 0)
            {
                return model;
            }

            var filter = address.Traces.FilterAt(model.Now);
            var values = facets.AskAsync(project, filter.Since, filter.Until, stop);
            return model with { Groups = await sum.AskAsync(project, grouping, filter, address.Order, address.Page, stop), Facets = await values };
        });
    }

    /// <summary>One session: its traces in order, and what was asked and answered in each.</summary>
    public Task<GroupModel> SessionAsync(ProjectId project, string id, GroupAddress address, CancellationToken stop) => GuardAsync(address, id, async model =>
    {
        var filter = TraceFilter.All.With("session_id", id);
        var group = sum.AskAsync(project, TraceGrouping.Session, filter, GroupOrder.LastSeen, new Page(1, 0), stop);
        var traces = await list.AskAsync(project, new TraceRequest(filter, ThreadMax, address.Start) { Order = TraceOrder.Oldest }, stop);
        var thread = await Task.WhenAll(traces.Traces.Select(trace => SaidAsync(project, trace, stop)));
        return model with { Group = (await group).Groups.FirstOrDefault(), Traces = traces, Thread = thread };
    });

    /// <summary>One user: the sums, the sessions and the newest traces.</summary>
    public Task<GroupModel> UserAsync(ProjectId project, string id, GroupAddress address, CancellationToken stop) => GuardAsync(address, id, async model =>
    {
        var filter = TraceFilter.All.With("user_id", id);
        var group = sum.AskAsync(project, TraceGrouping.User, filter, GroupOrder.LastSeen, new Page(1, 0), stop);
        var sessions = sum.AskAsync(project, TraceGrouping.Session, filter, GroupOrder.LastSeen, new Page(GroupAddress.Limit, 0), stop);
        var traces = list.AskAsync(project, filter, ThreadMax, 0, stop);
        return model with { Group = (await group).Groups.FirstOrDefault(), Groups = await sessions, Traces = await traces };
    });

    /// <summary>The last thing that was asked in a trace, and the answer; its previews where the root itself says nothing.</summary>
    private async Task<(Part? Question, Part? Answer)> SaidAsync(ProjectId project, Query.Traces.TraceSummary trace, CancellationToken stop)
    {
        var root = await span.AskAsync(project, trace.RequestId, trace.RootSpanId, stop);
        var messages = root is null ? [] : Conversation.Whole(root).Messages;
        var question = messages.LastOrDefault(message => message is { IsOutput: false, Role: "user" }) ?? messages.LastOrDefault(message => !message.IsOutput);
        var answer = messages.LastOrDefault(message => message.IsOutput);
        return (TextOf(question) ?? Preview(trace.InputPreview), TextOf(answer) ?? Preview(trace.OutputPreview));
    }

    private static Part? TextOf(Message? message) => message?.Parts.LastOrDefault(part => part is { Kind: PartKind.Text, Text.Length: > 0 });

    private static Part? Preview(string text) => text.Length > 0 ? new Part(PartKind.Text, text) : null;

    private async Task<GroupModel> GuardAsync(GroupAddress address, string id, Func<GroupModel, Task<GroupModel>> ask)
    {
        var model = new GroupModel { Address = address, Id = id, Now = time.GetUtcNow() };
        try
        {
            return await ask(model);
        }
        catch (StoreUnavailableException cause)
        {
            return model with { Outage = cause.Message };
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            LogFailed(log, cause);
            return model with { Outage = "The question failed; the server's log says why." };
        }
    }

    [LoggerMessage(LogLevel.Error, "A question of a page failed")]
    private static partial void LogFailed(ILogger log, Exception cause);
}

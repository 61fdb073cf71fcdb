using System.Text.Json.Serialization;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Removal;

/// <summary>
/// Removes what was recorded: 1. waits until all that was handed over before is in the tables, 2. deletes rows, those that others are made of first, so
/// that a removal which was cut short is finished by asking again, 3. deletes messages that nobody else says, 4. has the traces worked out anew.
/// </summary>
internal sealed class RemoveRecords(ClickHouseLink link, ReadBarrier barrier, SpoolDrain drain, DeriveTraces traces) : IRemoval
{
    private const int HashesAtOnce = 1_000;
    private static readonly string[] Tables = ["span_parts", "scores", "span_payloads", "spans"];
    private static readonly string Remove = SqlFile.Read("Removal/RemoveSpans.sql");
    private static readonly string Said = SqlFile.Read("Removal/MessagesOfTraces.sql");
    private static readonly string RemoveMessages = SqlFile.Read("Removal/RemoveMessages.sql");

    public ValueTask RemoveTracesAsync(ProjectId project, IReadOnlyList<TraceId> traces, CancellationToken stop) => RemoveAsync(project, traces, "", stop);

    public ValueTask RemoveSpanAsync(ProjectId project, TraceId trace, SpanId span, CancellationToken stop) => RemoveAsync(project, [trace], span.Value, stop);

    private async ValueTask RemoveAsync(ProjectId project, IReadOnlyList<TraceId> ids, string span, CancellationToken stop)
    {
        // 1.
        if (!await barrier.WaitAsync(stop))
        {
            throw new StoreUnavailableException("There is too much on its way to the store to remove anything now. Try again later.");
        }

        try
        {
            await drain.RemoveAsync(() => DeleteAsync(project, ids, span, stop), stop);
        }
        catch (ClickHouseException refusal)
        {
            throw new StoreUnavailableException($"ClickHouse refused the removal with code {refusal.Code}.", refusal);
        }
    }

    private async Task DeleteAsync(ProjectId project, IReadOnlyList<TraceId> ids, string span, CancellationToken stop)
    {
        SqlParameters Parameters(string table) => new()
        {
            { "table", table }, { "project", project.Value }, { "trace_ids", ids.Select(id => id.Value) }, { "span_id", span },
        };

        // 2.
        var hashes = await link.ReadAllAsync(Said, Parameters(""), RemovalJson.Default.SaidMessage, stop);
        foreach (var table in Tables)
        {
            await link.ExecuteAsync(Remove, Parameters(table), stop);
        }

        // 3.
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            await link.ExecuteAsync(RemoveMessages, new SqlParameters { { "project", project.Value }, { "hashes", some.Select(said => said.Hash) } }, stop);
        }

        // 4.
        await traces.RefreshAsync(ids.Select(id => new TraceKey(project, id.Value)), token: null, stop);
    }
}

/// <summary>A message that was said.</summary>
internal sealed record SaidMessage([property: JsonPropertyName("hash")] string Hash);

[JsonSerializable(typeof(SaidMessage))]
internal sealed partial class RemovalJson : JsonSerializerContext;

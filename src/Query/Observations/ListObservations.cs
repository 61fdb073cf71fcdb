using System.Text.Json.Serialization;
using Tracehouse.Query.Sql;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Observations;

/// <summary>Everything about many spans and what was said in them, in one question.</summary>
public sealed class ListObservations(ClickHouseLink link, ReadBarrier barrier)
{
    // Ids stand in the address of a request, which cannot be longer.
    private const int TracesAtOnce = 100;

    private static readonly string Rows = SqlText.Load("Observations/ListObservations.sql");
    private static readonly string Counts = SqlText.Load("Observations/CountObservations.sql");
    private static readonly string Logs = SqlText.Load("Observations/ListLogs.sql");
    private static readonly string Ids = SqlText.Load("Observations/ListSpanIds.sql");

    /// <summary>
    /// The spans, the newest first; null when the filter cannot be meant, and then the fault says why. Throws <see cref="StoreUnavailableException"/> when
    /// the store is down.
    /// </summary>
    public async Task<(IReadOnlyList<TraceDetail>? Spans, string Fault)> AskAsync(ProjectId project, ObservationFilter filter, ObservationWindow window, CancellationToken stop)
    {
        if (filter.ToConditions(project, out var parameters, out var fault) is not { } conditions)
        {
            return (null, fault);
        }

        await barrier.WaitAsync(stop);
        if (window.Behind is { } last)
        {
            conditions.And($"(spans.start_time, spans.span_id, spans.trace_id) < ({conditions.Bind(last.Start)}, {conditions.Bind(last.SpanId)}, {conditions.Bind(last.TraceId)})");
        }

        parameters.Add("limit", window.Limit);
        parameters.Add("offset", window.Offset);
        return (await WithLogsAsync(project, await link.ReadAllAsync(conditions.Into(Rows), parameters, TracesJson.Default.TraceDetail, stop), stop), "");
    }

    /// <summary>Logs may have come after the spans that they tell of.</summary>
    private async Task<IReadOnlyList<TraceDetail>> WithLogsAsync(ProjectId project, IReadOnlyList<TraceDetail> spans, CancellationToken stop)
    {
        var traceIds = spans.Where(MayGrow).Select(span => span.TraceId).Distinct(StringComparer.Ordinal).ToList();
        if (traceIds.Count == 0)
        {
            return spans;
        }

        var rows = new List<LogOfSpan>();
        foreach (var some in traceIds.Chunk(TracesAtOnce))
        {
            rows.AddRange(await link.ReadAllAsync(Logs, new SqlParameters { { "project", project.Value }, { "trace_ids", some } }, ObservationsJson.Default.LogOfSpan, stop));
        }

        var logs = rows.ToLookup(row => (row.TraceId, row.SpanId), row => row.ToLog());
        return logs.Count == 0 ? spans : [.. spans.Select(span => MayGrow(span) && logs.Contains((span.TraceId, span.SpanId)) ? SpanLog.Join(span, [.. logs[(span.TraceId, span.SpanId)]]) : span)];
    }

    private static bool MayGrow(TraceDetail span) => span.IsContentKept && span.Kind != "trace" && SpanLog.MayTell(span.InputMessages, span.OutputMessages, span.Parameters);

    /// <summary>How many there are. The filter must have been found to be right.</summary>
    public async Task<long> CountAsync(ProjectId project, ObservationFilter filter, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var conditions = filter.ToConditions(project, out var parameters, out _)!;
        return (await link.ReadAllAsync(conditions.Into(Counts), parameters, ObservationsJson.Default.ObservationCount, stop))[0].Total;
    }

    /// <summary>The ids of the spans of some traces, as far as there are few enough of them.</summary>
    public async Task<ILookup<string, string>> IdsAsync(ProjectId project, IReadOnlyCollection<string> traceIds, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var conditions = new ObservationFilter { TraceIds = traceIds }.ToConditions(project, out var parameters, out _)!;
        var rows = await link.ReadAllAsync(conditions.Into(Ids), parameters, ObservationsJson.Default.SpanIdRow, stop);
        return rows.ToLookup(row => row.TraceId, row => row.SpanId, StringComparer.Ordinal);
    }
}

[JsonSerializable(typeof(LogOfSpan))]
[JsonSerializable(typeof(ObservationCount))]
[JsonSerializable(typeof(SpanIdRow))]
internal sealed partial class ObservationsJson : JsonSerializerContext;

/// <summary>How many spans match.</summary>
internal sealed record ObservationCount([property: JsonPropertyName("total")] long Total);

/// <summary>A span of a trace.</summary>
internal sealed record SpanIdRow([property: JsonPropertyName("trace_id")] string TraceId, [property: JsonPropertyName("span_id")] string SpanId);

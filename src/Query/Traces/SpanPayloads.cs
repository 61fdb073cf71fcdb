using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Traces;

/// <summary>What was said in spans, once it is known where they stand: found by keys.</summary>
internal sealed class SpanPayloads(ClickHouseLink link)
{
    // Names stand in the address of a request, which cannot be longer.
    private const int NamesMax = 100;

    private static readonly string Payload = SqlText.Load("Traces/GetPayload.sql");
    private static readonly string Messages = SqlText.Load("Traces/GetMessages.sql");
    private static readonly string Named = SqlText.Load("Traces/GetNamedMessages.sql");

    /// <summary>What is stored with a span, or with some of those of its trace that began at that time when it is not known which.</summary>
    public Task<IReadOnlyList<StoredContent>> FindAsync(ProjectId project, string traceId, string spanId, DateTimeOffset start, CancellationToken stop) =>
        link.ReadAllAsync(Payload, Keys(project, traceId, spanId, start), TracesJson.Default.StoredContent, stop);

    /// <summary>The span with what is stored with it, and the messages that are named there.</summary>
    public async Task<TraceDetail> PutAsync(ProjectId project, TraceDetail span, StoredContent content, CancellationToken stop) => content.Into(span, await MessagesAsync(project, span, content, stop));

    private async Task<IReadOnlyList<StoredMessage>> MessagesAsync(ProjectId project, TraceDetail span, StoredContent content, CancellationToken stop)
    {
        var names = content.InputNames.Concat(content.OutputNames).Distinct(StringComparer.Ordinal).ToList();
        return names.Count switch
        {
            0 => [],
            <= NamesMax => await link.ReadAllAsync(Named, new SqlParameters { { "project", project.Value }, { "names", names } }, TracesJson.Default.StoredMessage, stop),
            _ => await link.ReadAllAsync(Messages, Keys(project, span.TraceId, span.SpanId, span.StartTime), TracesJson.Default.StoredMessage, stop),
        };
    }

    private static SqlParameters Keys(ProjectId project, string traceId, string spanId, DateTimeOffset start) =>
        new() { { "project", project.Value }, { "trace_id", traceId }, { "span_id", spanId }, { "start_time", start } };
}

using Microsoft.Extensions.Logging;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Messages;
using Tracehouse.Store.Spool;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Draining;

/// <summary>
/// Puts batches into the tables. Sending a batch again under its token stores nothing twice; but an engine that was killed may remember a token and
/// have lost the rows, because it writes the token down first. So after anything but a clean first try the rows are looked for, before and after.
/// </summary>
internal sealed partial class BatchSender(ClickHouseLink link, RecordSpool spool, RepeatFilter repeats, MessageSender messages, DeriveTraces traces, ILogger log)
{
    private static readonly string FindSpans = SqlFile.Read("Draining/FindSpans.sql");

    private long _rejected;

    /// <summary>Records that ClickHouse refused for what they are; they were set aside so that the others could pass.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Sends a batch. Safe to repeat; with <paramref name="isRepeated"/> what is missing afterwards is sent once more.</summary>
    public async Task SendAsync(IReadOnlyList<SpanRecord> records, string token, bool isRepeated, CancellationToken stop)
    {
        if (records.Count == 0)
        {
            return;
        }

        var first = isRepeated ? records : await repeats.NewOnesAsync(records, SpanTable.Last, isRepeated, stop);
        if (first.Count > 0)
        {
            await StoreAsync(first, token, isRepeated, stop);
        }

        repeats.Arrived(records);
    }

    /// <summary>Trusts no longer that messages are there which were stored before.</summary>
    public void ForgetMessages() => messages.Forget();

    /// <summary>Stores new versions of spans, whatever is there of them, and touches no trace.</summary>
    public async Task StoreVersionsAsync(IReadOnlyList<SpanRecord> records, string token, CancellationToken stop)
    {
        var refused = new HashSet<SpanRecord>(ReferenceEqualityComparer.Instance);
        var contents = MessageSender.Split(records);
        await Task.WhenAll(messages.SendAsync(contents, stop), StoreAsync(SpanTable.Payloads(contents), records, token, isRepeated: false, refused, stop));
        await StoreAsync(SpanTable.Spans, records, token, isRepeated: false, refused, stop);
    }

    /// <summary>
    /// What does not need another to be there goes at the same time: 1. messages, payloads and the times of traces, 2. spans and the rows of traces.
    /// Rows of traces follow from memory only when all of the records arrive for sure, and for the first time.
    /// </summary>
    private async Task StoreAsync(IReadOnlyList<SpanRecord> records, string token, bool isRepeated, CancellationToken stop)
    {
        var refused = new HashSet<SpanRecord>(ReferenceEqualityComparer.Instance);
        var contents = MessageSender.Split(records);
        var begin = traces.BeginAsync(records, stop);
        await Task.WhenAll(begin, messages.SendAsync(contents, stop), StoreAsync(SpanTable.Payloads(contents), records, token, isRepeated, refused, stop));
        var touched = await begin;
        var isCertain = !isRepeated && refused.Count == 0;
        var spans = StoreAsync(SpanTable.Spans, records, token, isRepeated, refused, stop);
        await Task.WhenAll(spans, isCertain ? traces.FinishAsync(touched, records, spans, $"{token}-traces", stop) : Task.CompletedTask);
        if (!isCertain || refused.Count > 0)
        {
            await traces.RefreshAsync(touched.Times.Keys, $"{token}-{(isCertain ? "refused" : "traces")}", stop);
        }
    }

    private async Task StoreAsync(SpanTable table, IReadOnlyList<SpanRecord> records, string token, bool isRepeated, HashSet<SpanRecord> refused, CancellationToken stop)
    {
        var missing = isRepeated ? await repeats.NewOnesAsync(records, table.Name, isRepeated, stop) : records;
        missing = refused.Count == 0 ? missing : [.. missing.Where(record => !refused.Contains(record))];

        // What was sent before may have arrived in part, under this token or others.
        missing = isRepeated && missing.Count > 0 ? await MissingAsync(table, missing, stop) : missing;
        if (missing.Count == 0)
        {
            return;
        }

        await InsertAsync(table, missing, token, refused, stop);
        if (isRepeated)
        {
            await RepairAsync(table, missing, refused, stop);
        }
    }

    /// <summary>Inserts rows. When ClickHouse refuses them for what they are, halves are tried, down to the culprit, which is set aside.</summary>
    private async Task InsertAsync(SpanTable table, IReadOnlyList<SpanRecord> records, string token, HashSet<SpanRecord> refused, CancellationToken stop)
    {
        try
        {
            await link.InsertAsync(table.Insert, token, new RowsContent(table, records), stop);
        }
        catch (ClickHouseException refusal) when (refusal.IsAboutTheData && records.Count == 1)
        {
            refused.Add(records[0]);
            Interlocked.Increment(ref _rejected);
            LogRejected(log, records[0].TraceId, spool.SetAside(records[0]), refusal.Message);
        }
        catch (ClickHouseException refusal) when (refusal.IsAboutTheData)
        {
            var half = records.Count / 2;
            await InsertAsync(table, [.. records.Take(half)], token + "-a", refused, stop);
            await InsertAsync(table, [.. records.Skip(half)], token + "-b", refused, stop);
        }
    }

    private async Task RepairAsync(SpanTable table, IReadOnlyList<SpanRecord> records, HashSet<SpanRecord> refused, CancellationToken stop)
    {
        var missing = (await MissingAsync(table, records, stop)).Where(record => !refused.Contains(record)).ToList();
        if (missing.Count > 0)
        {
            LogRepaired(log, missing.Count, table.Name);
            await InsertAsync(table, missing, $"{Guid.NewGuid():N}", refused, stop);
        }
    }

    private async Task<IReadOnlyList<SpanRecord>> MissingAsync(SpanTable table, IReadOnlyList<SpanRecord> records, CancellationToken stop)
    {
        var stored = new HashSet<StoredSpan>();
        var range = new SqlParameters
        {
            { "table", table.Name },
            { "first_project", records.Min(record => record.Project.Value)! },
            { "last_project", records.Max(record => record.Project.Value)! },
            { "first_start", records.Min(record => record.StartTime) },
            { "last_start", records.Max(record => record.StartTime) },
        };
        await foreach (var span in link.ReadAsync(FindSpans, range, DrainingJson.Default.StoredSpan, stop))
        {
            stored.Add(span);
        }

        return [.. records.Where(record => !stored.Contains(new StoredSpan(record.TraceId.Value, record.SpanId.Value)))];
    }

    [LoggerMessage(LogLevel.Error, "ClickHouse refused trace {TraceId}; it is kept in {File}: {Reason}")]
    private static partial void LogRejected(ILogger log, TraceId traceId, string file, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} rows of {Table} had not survived a failure and were sent again")]
    private static partial void LogRepaired(ILogger log, int count, string table);
}

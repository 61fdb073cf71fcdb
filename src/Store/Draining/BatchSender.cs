using Microsoft.Extensions.Logging;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Messages;
using Tracehouse.Store.Spool;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Draining;

/// <summary>
/// Puts batches into the tables. Sending a batch again under its token stores nothing twice; but an engine that was killed may remember a token and
/// have lost the rows, because it writes the token down first. So after anything but a clean first try the rows are looked for.
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
            var touched = await traces.BeginAsync(first, stop);
            var isCertain = await StoreAsync(first, token, isRepeated, stop);
            await (isCertain ? traces.FinishAsync(touched, first, $"{token}-traces", stop) : traces.RefreshAsync(touched.Times.Keys, $"{token}-traces", stop));
        }

        repeats.Arrived(records);
    }

    /// <summary>Stores records, whatever is there of them, and touches no trace. True when all have arrived for sure, and for the first time.</summary>
    public async Task<bool> StoreAsync(IReadOnlyList<SpanRecord> records, string token, bool isRepeated, CancellationToken stop)
    {
        var refused = new HashSet<SpanRecord>(ReferenceEqualityComparer.Instance);
        var contents = await messages.SendAsync(records, stop);
        foreach (var table in SpanTable.InOrder(contents))
        {
            var missing = isRepeated ? await repeats.NewOnesAsync(records, table.Name, isRepeated, stop) : records;
            missing = refused.Count == 0 ? missing : [.. missing.Where(record => !refused.Contains(record))];
            if (missing.Count == 0)
            {
                continue;
            }

            await InsertAsync(table, missing, token, refused, stop);
            if (isRepeated)
            {
                await RepairAsync(table, missing, refused, stop);
            }
        }

        return !isRepeated && refused.Count == 0;
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

        var missing = records.Where(record => !refused.Contains(record) && !stored.Contains(new StoredSpan(record.TraceId.Value, record.SpanId.Value))).ToList();
        if (missing.Count > 0)
        {
            LogRepaired(log, missing.Count, table.Name);
            await InsertAsync(table, missing, $"{Guid.NewGuid():N}", refused, stop);
        }
    }

    [LoggerMessage(LogLevel.Error, "ClickHouse refused trace {TraceId}; it is kept in {File}: {Reason}")]
    private static partial void LogRejected(ILogger log, TraceId traceId, string file, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} rows of {Table} had not survived a failure and were sent again")]
    private static partial void LogRepaired(ILogger log, int count, string table);
}

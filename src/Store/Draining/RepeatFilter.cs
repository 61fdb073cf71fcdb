using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Draining;

/// <summary>
/// Leaves out spans that the store has already, because senders that got no answer send again. What began lately is told from memory, and anything
/// else is looked for in the store: nothing is stored twice, however long after. Of two versions of a span the first counts.
/// </summary>
internal sealed class RepeatFilter(ClickHouseLink link, RepeatMemory memory, TimeProvider time)
{
    private const int LookedForAtOnce = 1_000;
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);
    private static readonly string FindRepeats = SqlFile.Read("Draining/FindRepeats.sql");
    private static readonly string FindLatest = SqlFile.Read("Draining/FindLatest.sql");

    private bool _isReady;

    /// <summary>The records that are new, in their order.</summary>
    /// <param name="records">A batch.</param>
    /// <param name="table">The table to look into.</param>
    /// <param name="isRepeated">Whether the batch itself may have arrived before, so that memory, which knows only what arrived for sure, is not enough.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<IReadOnlyList<SpanRecord>> NewOnesAsync(IReadOnlyList<SpanRecord> records, string table, bool isRepeated, CancellationToken stop)
    {
        if (!records.Any(record => record.MayRepeat))
        {
            return records;
        }

        await PrepareAsync(stop);
        var (first, doubtful, seen) = (new List<SpanRecord>(records.Count), new List<SpanRecord>(), new HashSet<UInt128>());
        foreach (var record in records)
        {
            if (!record.MayRepeat)
            {
                first.Add(record);
            }
            else if (SpanIdentity.Of(record) is var identity && seen.Add(identity) && !memory.Knows(record, identity))
            {
                first.Add(record);
                if (isRepeated || !memory.Covers(record, time.GetUtcNow() + Ahead))
                {
                    doubtful.Add(record);
                }
            }
        }

        if (doubtful.Count == 0)
        {
            return first;
        }

        var stored = await StoredAsync(doubtful, table, stop);
        return first.Where(record => !record.MayRepeat || !stored.Contains(SpanIdentity.Of(record))).ToList();
    }

    /// <summary>Remembers records that have arrived.</summary>
    public void Arrived(IReadOnlyList<SpanRecord> records)
    {
        foreach (var record in records)
        {
            if (record.MayRepeat && memory.Covers(record, time.GetUtcNow() + Ahead))
            {
                memory.Add(record, SpanIdentity.Of(record));
            }
        }
    }

    /// <summary>Memory counts from now on, and from behind what an earlier process has stored.</summary>
    private async Task PrepareAsync(CancellationToken stop)
    {
        if (_isReady)
        {
            return;
        }

        var now = time.GetUtcNow();
        var rows = await link.ReadAllAsync(FindLatest, new SqlParameters { { "since", now }, { "until", now + Ahead } }, DrainingJson.Default.LatestSpan, stop);
        memory.Begin(rows.Count > 0 && rows[0].StartTime >= now ? rows[0].StartTime.AddTicks(1) : now);
        _isReady = true;
    }

    private async Task<HashSet<UInt128>> StoredAsync(List<SpanRecord> records, string table, CancellationToken stop)
    {
        var stored = new HashSet<UInt128>();
        foreach (var ofProject in records.GroupBy(record => record.Project))
        {
            foreach (var some in ofProject.OrderBy(record => record.StartTime).Chunk(LookedForAtOnce))
            {
                var range = new SqlParameters
                {
                    { "table", table },
                    { "project", ofProject.Key.Value },
                    { "first_start", some[0].StartTime },
                    { "last_start", some[^1].StartTime },
                    { "span_ids", some.Select(record => record.SpanId.Value) },
                };
                await foreach (var span in link.ReadAsync(FindRepeats, range, DrainingJson.Default.StoredSpan, stop))
                {
                    stored.Add(SpanIdentity.Of(ofProject.Key, span.TraceId, span.SpanId));
                }
            }
        }

        return stored;
    }
}

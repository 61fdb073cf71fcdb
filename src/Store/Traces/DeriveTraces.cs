using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Traces;

/// <summary>
/// Keeps the rows that stand for traces true: 1. before the spans of a batch are stored, finds out which of its traces the store knows, 2. afterwards works
/// out every touched trace anew from all its spans, 3. takes back its old row and writes the new one, in one insert. Nothing is added up, so doing it
/// again changes nothing; when it is not certain what has arrived, everything is read back first.
/// </summary>
public sealed partial class DeriveTraces : IDisposable
{
    private const int TracesAtOnce = 1_000;

    private readonly TraceTables _tables;
    private readonly TraceMemory _memory;
    private readonly TraceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _age;

    public DeriveTraces(ClickHouseLink link, IOptions<TraceOptions> options, TimeProvider time, ILogger<DeriveTraces> log)
    {
        (_options, _time, _log) = (options.Value, time, log);
        _tables = new TraceTables(link);
        _memory = new TraceMemory(_options.MemoryBytesMax, time.GetUtcNow());
    }

    /// <summary>Before the spans are stored: notes when they began, so that they can be found.</summary>
    internal async Task<TouchedTraces> BeginAsync(IReadOnlyList<SpanRecord> records, CancellationToken stop)
    {
        var times = TouchedTraces.TimesOf(records);
        var known = await _tables.TimesAsync(Unknown(records), stop);
        await _tables.WidenAsync(times, stop);
        return new TouchedTraces(times, known.Keys.ToHashSet(), Interlocked.Read(ref _age));
    }

    /// <summary>Notes when spans began, for those whose traces are worked out anew in any case.</summary>
    internal Task NoteTimesAsync(IReadOnlyList<SpanRecord> records, CancellationToken stop) => _tables.WidenAsync(TouchedTraces.TimesOf(records), stop);

    /// <summary>When the spans of traces began, for those that have any.</summary>
    internal Task<Dictionary<TraceKey, TraceTimes>> TimesAsync(IEnumerable<TraceKey> keys, CancellationToken stop) => _tables.TimesAsync(keys, stop);

    /// <summary>
    /// While the spans are stored, all of them and for the first time. Nobody else works traces out before they are there, who would not find them; when
    /// somebody has since the beginning, they are waited for and read.
    /// </summary>
    internal async Task FinishAsync(TouchedTraces touched, IReadOnlyList<SpanRecord> records, Task stored, string token, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (touched.Age != _age)
            {
                await stored;
                await ReadAndWriteAsync(touched.Times.Keys, token, stop);
                return;
            }

            var states = await LoadAsync(touched.Stored.Where(key => _memory.Find(key) is null), stop);
            foreach (var record in records)
            {
                var key = TraceKey.Of(record);
                if (!states.TryGetValue(key, out var state))
                {
                    states[key] = state = _memory.Find(key) ?? new TraceState(_options.SpansMax);
                }

                state.Add(TraceNodes.From(record));
            }

            await WriteAsync(states, token, stop);
            await stored;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Works traces out from what is stored, whatever was thought of them before.</summary>
    /// <param name="keys">Which.</param>
    /// <param name="token">Names the batch that may have been written before; null when there is none.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task RefreshAsync(IEnumerable<TraceKey> keys, string? token, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            _age++;
            await ReadAndWriteAsync(keys, token, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Trusts nothing any more that was known before.</summary>
    internal async Task ForgetAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        _age++;
        _memory.Clear(_time.GetUtcNow());
        _turn.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>The traces of which only the store can tell whether they are there. One that a call of the gateway has begun since memory is complete is new.</summary>
    private HashSet<TraceKey> Unknown(IReadOnlyList<SpanRecord> records)
    {
        var unknown = new HashSet<TraceKey>();
        foreach (var record in records)
        {
            var isOwn = !record.MayRepeat && record.ParentSpanId is null && record.StartTime > _memory.CompleteSince;
            if (!isOwn && TraceKey.Of(record) is var key && _memory.Find(key) is null)
            {
                unknown.Add(key);
            }
        }

        return unknown;
    }

    private async Task<Dictionary<TraceKey, TraceState>> LoadAsync(IEnumerable<TraceKey> keys, CancellationToken stop)
    {
        var states = keys.ToDictionary(key => key, _ => new TraceState(_options.SpansMax));
        var times = states.Count == 0 ? [] : await _tables.TimesAsync(states.Keys, stop);
        await _tables.ReadNodesAsync(times, _options.SpansMax + 1, (key, node) => states[key].Add(node), stop);
        await _tables.ReadRowsAsync(times, (key, row) => states[key].Found.Add(row), stop);
        return states;
    }

    /// <summary>A crash may have come between any two steps, so what is there is read, put right, and read once more: an engine that was killed may know a token and not its rows.</summary>
    private async Task ReadAndWriteAsync(IEnumerable<TraceKey> touched, string? token, CancellationToken stop)
    {
        var part = 0;
        foreach (var keys in touched.Chunk(TracesAtOnce))
        {
            foreach (var key in keys)
            {
                _memory.Forget(key, _time.GetUtcNow());
            }

            var isThere = await WriteAsync(await LoadAsync(keys, stop), token is null ? $"{Guid.NewGuid():N}" : $"{token}-{part++}", stop) == 0;
            if (token is not null && !isThere && await WriteAsync(await LoadAsync(keys, stop), $"{Guid.NewGuid():N}", stop) is > 0 and var count)
            {
                LogRepaired(_log, count);
            }
        }
    }

    /// <summary>Answers how many rows had to be written.</summary>
    private async Task<int> WriteAsync(Dictionary<TraceKey, TraceState> states, string token, CancellationToken stop)
    {
        var changes = new List<(sbyte Sign, byte[] Row)>(states.Count);
        var rows = new Dictionary<TraceKey, byte[]?>(states.Count);
        foreach (var (key, state) in states)
        {
            var row = state.Nodes.Count == 0 ? null : TraceRow.Of(key, TraceSummaries.Of(state.Nodes));
            state.AddChanges(row, changes);
            rows[key] = row;
        }

        if (changes.Count > 0)
        {
            // Within one insert the table keeps this order among rows of one key, and pairs them by it.
            await _tables.WriteAsync([.. changes.OrderBy(change => change.Sign)], token, stop);
        }

        Remember(states, rows);
        return changes.Count;
    }

    private void Remember(Dictionary<TraceKey, TraceState> states, Dictionary<TraceKey, byte[]?> rows)
    {
        var now = _time.GetUtcNow();
        foreach (var (key, state) in states)
        {
            state.Settle(rows[key]);
            if (!IsCallAlone(state))
            {
                _memory.Keep(key, state, now);
            }

            if (state.IsCut && !state.IsTold)
            {
                state.IsTold = true;
                LogCut(_log, key.TraceId, _options.SpansMax);
            }
        }

        _memory.Trim();
    }

    /// <summary>Most calls of the gateway stay alone in their trace, and would crowd out those that have company.</summary>
    private static bool IsCallAlone(TraceState state) => state.Nodes.Count == 1 && state.Nodes.First() is { ParentSpanId: null, Source: "gateway" };

    [LoggerMessage(LogLevel.Warning, "Trace {TraceId} has more than {SpansMax} spans (Traces:SpansMax); its line in lists tells of the first of them")]
    private static partial void LogCut(ILogger log, string traceId, int spansMax);

    [LoggerMessage(LogLevel.Warning, "{Count} rows of traces had not survived a failure and were sent again")]
    private static partial void LogRepaired(ILogger log, int count);
}

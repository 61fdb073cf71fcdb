using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Traces;

/// <summary>Reads what the tables know of traces, and writes the rows that stand for them.</summary>
internal sealed class TraceTables(ClickHouseLink link)
{
    private const int AskedForAtOnce = 500;
    private const string InsertTimes = "INSERT INTO trace_times (project, trace_id, first_start, last_start) FORMAT RowBinary";
    private static readonly string Nodes = SqlFile.Read("Traces/ReadNodes.sql");
    private static readonly string Times = SqlFile.Read("Traces/ReadTimes.sql");
    private static readonly string Rows = SqlFile.Read("Traces/ReadRows.sql");

    /// <summary>When the spans of traces began, for those that have any.</summary>
    public async Task<Dictionary<TraceKey, TraceTimes>> TimesAsync(IEnumerable<TraceKey> keys, CancellationToken stop)
    {
        var times = new Dictionary<TraceKey, TraceTimes>();
        foreach (var ofProject in keys.GroupBy(key => key.Project))
        {
            foreach (var some in ofProject.Chunk(AskedForAtOnce))
            {
                var parameters = new SqlParameters { { "project", ofProject.Key.Value }, { "trace_ids", some.Select(key => key.TraceId) } };
                foreach (var found in await link.ReadAllAsync(Times, parameters, TracesJson.Default.TraceTimes, stop))
                {
                    times[new TraceKey(ofProject.Key, found.TraceId)] = found;
                }
            }
        }

        return times;
    }

    /// <summary>The spans of traces, at most so many of each, the earliest.</summary>
    public Task ReadNodesAsync(IReadOnlyDictionary<TraceKey, TraceTimes> times, int nodesMax, Action<TraceKey, TraceNode> take, CancellationToken stop) =>
        ReadAsync(Nodes, times, nodesMax, TracesJson.Default.StoredNode, (project, node) => take(new TraceKey(project, node.TraceId), node.ToNode()), stop);

    /// <summary>The rows that stand for traces.</summary>
    public Task ReadRowsAsync(IReadOnlyDictionary<TraceKey, TraceTimes> times, Action<TraceKey, LiveRow> take, CancellationToken stop) =>
        ReadAsync(Rows, times, 0, TracesJson.Default.LiveRow, (project, row) => take(new TraceKey(project, row.TraceId), row), stop);

    /// <summary>Widens the times of traces. Safe to repeat.</summary>
    public Task WidenAsync(IReadOnlyDictionary<TraceKey, (DateTimeOffset First, DateTimeOffset Last)> times, CancellationToken stop)
    {
        var rows = new ArrayBufferWriter<byte>(times.Count * 64);
        var row = new RowBinaryWriter(rows);
        foreach (var (key, (first, last)) in times)
        {
            row.String(key.Project.Value);
            row.String(key.TraceId);
            row.Time(first);
            row.Time(last);
        }

        return link.InsertAsync(InsertTimes, $"{Guid.NewGuid():N}", rows.WrittenMemory, stop);
    }

    /// <summary>Writes rows with their signs, those that go first.</summary>
    public Task WriteAsync(IReadOnlyList<(sbyte Sign, byte[] Row)> changes, string token, CancellationToken stop)
    {
        var rows = new ArrayBufferWriter<byte>(changes.Count * 512);
        var row = new RowBinaryWriter(rows);
        foreach (var (sign, bytes) in changes)
        {
            row.Int8(sign);
            row.Raw(bytes);
        }

        return link.InsertAsync(TraceRow.Insert, token, rows.WrittenMemory, stop);
    }

    private async Task ReadAsync<T>(
        string sql, IReadOnlyDictionary<TraceKey, TraceTimes> times, int limit, JsonTypeInfo<T> type, Action<ProjectId, T> take, CancellationToken stop)
    {
        foreach (var ofProject in times.GroupBy(time => time.Key.Project))
        {
            foreach (var some in ofProject.OrderBy(time => time.Value.First).Chunk(AskedForAtOnce))
            {
                var parameters = new SqlParameters
                {
                    { "project", ofProject.Key.Value },
                    { "trace_ids", some.Select(time => time.Key.TraceId) },
                    { "first_start", DateTimeOffset.UnixEpoch.AddMicroseconds(some.Min(time => time.Value.First)) },
                    { "last_start", DateTimeOffset.UnixEpoch.AddMicroseconds(some.Max(time => time.Value.Last)) },
                    { "limit", limit },
                };
                await foreach (var item in link.ReadAsync(sql, parameters, type, stop))
                {
                    take(ofProject.Key, item);
                }
            }
        }
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Parts;

/// <summary>Reads and writes what was said of spans, and takes out the rows of spans that are out of date.</summary>
internal sealed class PartTable(ClickHouseLink link)
{
    private const int AskedForAtOnce = 500;
    private const string Insert = "INSERT INTO span_parts (project, trace_id, span_id, time, is_update, id, source, fields) FORMAT RowBinary";
    private static readonly string Read = SqlFile.Read("Parts/ReadParts.sql");
    private static readonly string DropOlder = SqlFile.Read("Parts/DropOlder.sql");

    /// <summary>Safe to repeat: a part that is there already is one with it.</summary>
    public Task WriteAsync(IReadOnlyList<SpanPart> parts, CancellationToken stop)
    {
        var rows = new ArrayBufferWriter<byte>();
        var row = new RowBinaryWriter(rows);
        foreach (var part in parts)
        {
            row.String(part.Project.Value);
            row.String(part.TraceId.Value);
            row.String(part.SpanId.Value);
            row.Time(part.Time);
            row.Bool(part.IsUpdate);
            row.String(part.Id);
            row.String(part.Source);
            row.String(part.Fields);
        }

        return link.InsertAsync(Insert, $"{Guid.NewGuid():N}", rows.WrittenMemory, stop);
    }

    /// <summary>All parts of some spans, at most so many of each, the earliest.</summary>
    public async Task<Dictionary<PartKey, List<SpanPart>>> ReadAsync(IEnumerable<PartKey> keys, int partsMax, CancellationToken stop)
    {
        var found = new Dictionary<PartKey, List<SpanPart>>();
        foreach (var ofProject in keys.GroupBy(key => key.Project))
        {
            foreach (var some in ofProject.Chunk(AskedForAtOnce))
            {
                var wanted = some.ToHashSet();
                var parameters = new SqlParameters
                {
                    { "project", ofProject.Key.Value },
                    { "trace_ids", some.Select(key => key.TraceId).Distinct() },
                    { "span_ids", some.Select(key => key.SpanId).Distinct() },
                    { "limit", partsMax },
                };
                await foreach (var row in link.ReadAsync(Read, parameters, PartsJson.Default.StoredPart, stop))
                {
                    if (row.ToPart(ofProject.Key) is { } part && wanted.Contains(PartKey.Of(part)))
                    {
                        (CollectionsMarshal.GetValueRefOrAddDefault(found, PartKey.Of(part), out _) ??= []).Add(part);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Takes out all rows of these spans but those of their newest version.</summary>
    public async Task DropOlderAsync(string table, IReadOnlyList<SpanRecord> spans, IReadOnlyDictionary<TraceKey, TraceTimes> times, CancellationToken stop)
    {
        foreach (var ofProject in spans.Where(span => times.ContainsKey(TraceKey.Of(span))).GroupBy(span => span.Project))
        {
            foreach (var some in ofProject.Chunk(AskedForAtOnce))
            {
                var ranges = some.Select(span => times[TraceKey.Of(span)]).ToList();
                await link.ExecuteAsync(DropOlder, new SqlParameters
                {
                    { "table", table },
                    { "project", ofProject.Key.Value },
                    { "first_start", DateTimeOffset.UnixEpoch.AddMicroseconds(ranges.Min(range => range.First)) },
                    { "last_start", DateTimeOffset.UnixEpoch.AddMicroseconds(ranges.Max(range => range.Last)) },
                    { "trace_ids", some.Select(span => span.TraceId.Value).Distinct() },
                    { "spans", some.Select(span => $"{span.TraceId.Value} {span.SpanId.Value}") },
                    { "revision", some.Min(span => span.Revision) },
                }, stop);
            }
        }
    }
}

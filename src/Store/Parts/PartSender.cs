using Microsoft.Extensions.Logging;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Parts;

/// <summary>
/// Keeps spans that are told in pieces true: 1. stores the new parts, 2. reads all that was ever said of their spans, 3. stores each span anew, as its
/// parts together say it, 4. takes its older rows out, 5. has the traces worked out again. Nothing is added up, so doing it again changes nothing.
/// </summary>
internal sealed partial class PartSender(
    ClickHouseLink link, ISpanAssembly assembly, DeriveTraces traces, PartOptions options, TimeProvider time, ILogger log)
{
    private static readonly string[] Tables = ["span_payloads", "spans"];

    private readonly PartTable _table = new(link);
    private long _revision;

    /// <summary>Stores parts; spans are stored by <paramref name="store"/>. Safe to repeat.</summary>
    public async Task SendAsync(IReadOnlyList<SpanPart> parts, Func<IReadOnlyList<SpanRecord>, Task> store, CancellationToken stop)
    {
        if (parts.Count == 0)
        {
            return;
        }

        // 1. and 2.
        await _table.WriteAsync(parts, stop);
        var said = await _table.ReadAsync(parts.Select(PartKey.Of).Distinct(), options.PartsPerSpanMax, stop);

        // 3. A version is newer than all before it, also those of a process that was here before this one.
        _revision = Math.Max(_revision + 1, (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);
        var spans = new List<SpanRecord>(said.Count);
        foreach (var (key, all) in said)
        {
            if (all.Count == options.PartsPerSpanMax)
            {
                LogCut(log, key.SpanId, key.TraceId, options.PartsPerSpanMax);
            }

            if (assembly.Assemble(all) is { } span)
            {
                spans.Add(span with { Revision = _revision, MayRepeat = false });
            }
        }

        if (spans.Count == 0)
        {
            return;
        }

        await traces.NoteTimesAsync(spans, stop);
        await store(spans);

        // 4. and 5.
        var touched = spans.Select(TraceKey.Of).Distinct().ToList();
        var times = await traces.TimesAsync(touched, stop);
        foreach (var table in Tables)
        {
            await _table.DropOlderAsync(table, spans, times, stop);
        }

        await traces.RefreshAsync(touched, token: null, stop);
    }

    [LoggerMessage(LogLevel.Warning, "Span {SpanId} of trace {TraceId} was told in more than {PartsMax} parts (Parts:PartsPerSpanMax); what came after them does not show")]
    private static partial void LogCut(ILogger log, string spanId, string traceId, int partsMax);
}

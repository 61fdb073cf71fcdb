using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Messages;

namespace Tracehouse.Store.Draining;

/// <summary>One of the two tables that a record has a row in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Insert">The statement that takes its rows.</param>
/// <param name="Write">Writes a record as a row of it.</param>
internal sealed record SpanTable(string Name, string Insert, Action<SpanRecord, RowBinaryWriter> Write)
{
    /// <summary>The last table, which tells whether a span is there.</summary>
    public static string Last => "spans";

    /// <summary>The table that comes last. Payloads come before it, so that nothing is listed whose content is not there.</summary>
    public static SpanTable Spans { get; } = new(Last, SpanRows.InsertSpans, SpanRows.WriteSpan);

    /// <summary>The table of what was said.</summary>
    public static SpanTable Payloads(IReadOnlyDictionary<SpanRecord, SplitContent> contents) =>
        new("span_payloads", SpanRows.InsertPayloads, (record, row) => SpanRows.WritePayload(record, contents[record], row));
}

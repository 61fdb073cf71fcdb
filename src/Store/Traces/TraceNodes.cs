using Tracehouse.Payloads;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Columns;

namespace Tracehouse.Store.Traces;

/// <summary>Makes the nodes of traces out of records: the same that are read back from the table, and nothing that lies in a rented buffer.</summary>
internal static class TraceNodes
{
    public static TraceNode From(SpanRecord record)
    {
        var node = new TraceNode
        {
            SpanId = record.SpanId.Value,
            ParentSpanId = record.ParentSpanId?.Value,
            Kind = record.Kind,
            Name = record.Name,
            Source = record.Source,
            StartTime = new DateTimeOffset(record.StartTime.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero),
            Duration = record.Duration,
            TimeToFirstToken = record.TimeToFirstToken,
            Status = record.Status,
            ErrorType = record.Error?.Type ?? "",
            Level = SpanWords.LevelOf(record),
            Model = record.Model,
            Provider = record.Provider,
            RoutingAlias = record.RoutingAlias ?? "",
            IsStream = record.IsStream,
            Usage = new TokenUsage { Input = record.Usage.Input, Output = record.Usage.Output, CachedInput = record.Usage.CachedInput, Reasoning = record.Usage.Reasoning },
            InputCostUsd = Stored(record.Cost?.InputUsd),
            OutputCostUsd = Stored(record.Cost?.OutputUsd),
            TotalCostUsd = Stored(record.Cost?.TotalUsd),
            UserId = record.UserId ?? "",
            SessionId = record.SessionId ?? "",
            Tags = record.Tags,
            Environment = record.Environment ?? "",
            Release = record.Release ?? "",
            Version = record.Version ?? "",
            TraceName = record.TraceName ?? "",
            ServiceName = record.ServiceName ?? "",
            IsContentKept = record.IsContentKept,
        };
        return node.MayBeShown ? WithPreviews(node, record.Payload) : node;
    }

    private static TraceNode WithPreviews(TraceNode node, SpanPayload payload)
    {
        using var text = new PooledBytes();
        return node with
        {
            InputPreview = new Utf8Text(Preview.OfInput(payload, text).Bytes.ToArray()),
            OutputPreview = new Utf8Text(Preview.Of(payload.OutputText).Bytes.ToArray()),
        };
    }

    private static decimal? Stored(decimal? amount) => amount is { } exact ? RowBinaryWriter.AsStored(exact) : null;
}

using System.Buffers;
using System.Globalization;
using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>
/// A record as bytes in the spool. Field numbers are given once and never reused, because segments written by every released version stay readable.
/// </summary>
internal static class RecordCodec
{
    private const int UsualOutlineBytes = 512;

    /// <summary>Room that takes most records like this one, so that hardly any has to move while it is written.</summary>
    public static int UsualBytes(SpanRecord record)
    {
        var payload = record.Payload;
        return UsualOutlineBytes + payload.InputText.Bytes.Length + payload.OutputText.Bytes.Length + payload.InputMessages.Bytes.Length + payload.OutputMessages.Bytes.Length
            + payload.Parameters.Bytes.Length + payload.Metadata.Bytes.Length + payload.Attributes.Bytes.Length + payload.Events.Bytes.Length;
    }

    public static void Write(SpanRecord record, IBufferWriter<byte> output)
    {
        var fields = new FieldWriter(output);
        fields.Text(1, record.Project.Value);
        fields.Text(2, record.TraceId.Value);
        fields.Text(3, record.SpanId.Value);
        fields.Text(4, record.ParentSpanId?.Value);
        fields.Number(5, (long)record.Kind);
        fields.Text(6, record.Name);
        fields.Text(7, record.Source);
        fields.Number(8, record.StartTime.UtcTicks);
        fields.Number(9, record.Duration.Ticks);
        fields.Number(10, record.TimeToFirstToken?.Ticks);
        fields.Number(11, (long)record.Status);
        fields.Text(12, record.Error?.Type);
        fields.Text(13, record.Error?.Message);
        fields.Number(14, record.HttpStatus);
        fields.Text(15, record.ModelAsked);
        fields.Text(16, record.Model);
        fields.Text(17, record.Provider);
        fields.Text(18, record.RoutingAlias);
        fields.Number(19, record.ClusterId);
        fields.Number(20, record.IsStream ? 1 : null);
        fields.Text(21, record.FinishReason);
        WriteUsage(record.Usage, fields);
        WriteCost(record.Cost, fields);
        fields.Text(29, record.UserId);
        fields.Text(30, record.SessionId);
        foreach (var tag in record.Tags)
        {
            fields.Text(31, tag);
        }

        fields.Text(32, record.KeyId);
        fields.Number(33, record.IsCached ? 1 : null);
        WriteDetails(record.Usage, fields);
        WriteAttempts(record.Attempts, fields);
        WriteOrigin(record, fields);
        WritePayload(record.Payload, fields);
        fields.Number(46, record.IsContentKept ? null : 0);
        foreach (var score in record.Scores)
        {
            fields.Group(55, inner => ScoreCodec.Write(score, inner));
        }
    }

    public static SpanRecord Read(ReadOnlyMemory<byte> bytes)
    {
        var draft = new RecordDraft();
        var fields = new FieldReader(bytes);
        while (fields.Next(out var field))
        {
            if (!draft.Take(field, ref fields))
            {
                fields.Skip();
            }
        }

        return draft.Finish();
    }

    private static void WriteUsage(TokenUsage usage, FieldWriter fields)
    {
        fields.Number(22, usage.Input);
        fields.Number(23, usage.Output);
        fields.Number(24, usage.CachedInput);
        fields.Number(25, usage.Reasoning);
    }

    private static void WriteDetails(TokenUsage usage, FieldWriter fields)
    {
        foreach (var (kind, count) in usage.Details)
        {
            fields.Group(34, inner =>
            {
                inner.Text(1, kind);
                inner.Number(2, count);
            });
        }
    }

    private static void WriteAttempts(IReadOnlyList<CallAttempt> attempts, FieldWriter fields)
    {
        foreach (var attempt in attempts)
        {
            fields.Group(35, inner =>
            {
                inner.Text(1, attempt.Provider);
                inner.Text(2, attempt.Model);
                inner.Number(3, attempt.StartedAfter.Ticks);
                inner.Number(4, attempt.Duration.Ticks);
                inner.Number(5, attempt.HttpStatus);
                inner.Text(6, attempt.Error?.Type);
                inner.Text(7, attempt.Error?.Message);
                inner.Number(8, attempt.IsHedge ? 1 : null);
                inner.Number(9, attempt.IsUsed ? 1 : null);
            });
        }
    }

    /// <summary>Money is written as decimal text, which loses no digit.</summary>
    private static void WriteCost(Cost? cost, FieldWriter fields)
    {
        fields.Text(26, cost?.InputUsd.ToString(CultureInfo.InvariantCulture));
        fields.Text(27, cost?.OutputUsd.ToString(CultureInfo.InvariantCulture));
        fields.Text(28, cost?.PriceVersion);
    }

    private static void WriteOrigin(SpanRecord record, FieldWriter fields)
    {
        fields.Number(36, record.Level == SpanLevel.Default ? null : (long)record.Level);
        fields.Text(37, record.Environment);
        fields.Text(38, record.Release);
        fields.Text(39, record.Version);
        fields.Text(49, record.TraceName);
        fields.Text(50, record.Scope);
        fields.Text(51, record.ServiceName);
        fields.Text(52, record.PromptName);
        fields.Text(53, record.PromptVersion);
        fields.Number(54, record.MayRepeat ? 1 : null);
    }

    private static void WritePayload(SpanPayload payload, FieldWriter fields)
    {
        fields.Text(40, payload.InputText);
        fields.Text(41, payload.OutputText);
        fields.Text(42, payload.InputMessages);
        fields.Text(43, payload.OutputMessages);
        fields.Text(44, payload.Parameters);
        fields.Text(45, payload.Metadata);
        fields.Text(47, payload.Attributes);
        fields.Text(48, payload.Events);
    }
}

using System.Buffers;
using System.Text;
using Tracehouse.Payloads;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Draining;

/// <summary>Lays a record out as a row of each of its two tables; the column lists and the writes below them go together.</summary>
internal static class SpanRows
{
    private const int PreviewBytes = 200;

    public const string InsertSpans =
        "INSERT INTO spans (project, trace_id, span_id, parent_span_id, kind, name, source, start_time, latency_ms, ttft_ms, status, error_type, " +
        "error_message, http_status, model_asked, model, provider, routing_alias, cluster_id, is_stream, finish_reason, input_tokens, output_tokens, " +
        "cached_input_tokens, reasoning_tokens, input_cost_usd, output_cost_usd, total_cost_usd, price_version, user_id, session_id, tags, " +
        "input_preview, output_preview, content_kept, usage_details, attempt_count, is_cached, key_id, level, environment, " +
        "release, version, trace_name, scope, service_name, prompt_name, prompt_version) FORMAT RowBinary";

    public const string InsertPayloads =
        "INSERT INTO span_payloads (project, trace_id, span_id, start_time, input_text, output_text, input_messages, output_messages, parameters, " +
        "metadata, attempts, attributes, events) FORMAT RowBinary";

    public static void WriteSpan(SpanRecord record, RowBinaryWriter row)
    {
        row.String(record.Project.Value);
        row.String(record.TraceId.Value);
        row.String(record.SpanId.Value);
        row.String(record.ParentSpanId?.Value);
        row.String(Word(record.Kind));
        row.String(record.Name);
        row.String(record.Source);
        row.Time(record.StartTime);
        row.Float64(record.Duration.TotalMilliseconds);
        row.NullableFloat64(record.TimeToFirstToken?.TotalMilliseconds);
        row.String(Word(record.Status));
        row.String(record.Error?.Type);
        row.String(record.Error?.Message);
        row.UInt16((ushort)(record.HttpStatus ?? 0));
        row.String(record.ModelAsked);
        row.String(record.Model);
        row.String(record.Provider);
        row.NullableString(record.RoutingAlias);
        row.NullableInt32(record.ClusterId);
        row.Bool(record.IsStream);
        row.String(record.FinishReason);
        WriteSpending(record, row);
        row.String(record.UserId);
        row.String(record.SessionId);
        row.Strings(record.Tags);
        WriteInputText(record.Payload, row, isPreview: true);
        row.String(Preview(record.Payload.OutputText));
        row.Bool(record.IsContentKept);
        row.Counts(record.Usage.Details);
        row.UInt16((ushort)Math.Min(record.Attempts.Count, ushort.MaxValue));
        row.Bool(record.IsCached);
        row.String(record.KeyId);
        WriteOrigin(record, row);
    }

    public static void WritePayload(SpanRecord record, RowBinaryWriter row)
    {
        row.String(record.Project.Value);
        row.String(record.TraceId.Value);
        row.String(record.SpanId.Value);
        row.Time(record.StartTime);
        WriteInputText(record.Payload, row, isPreview: false);
        row.String(record.Payload.OutputText);
        row.String(record.Payload.InputMessages);
        row.String(record.Payload.OutputMessages);
        row.String(record.Payload.Parameters);
        row.String(record.Payload.Metadata);
        row.String(AttemptsJson.Of(record.Attempts));
        row.String(record.Payload.Attributes);
        row.String(record.Payload.Events);
    }

    private static void WriteSpending(SpanRecord record, RowBinaryWriter row)
    {
        row.NullableUInt64(record.Usage.Input);
        row.NullableUInt64(record.Usage.Output);
        row.NullableUInt64(record.Usage.CachedInput);
        row.NullableUInt64(record.Usage.Reasoning);
        row.NullableMoney(record.Cost?.InputUsd);
        row.NullableMoney(record.Cost?.OutputUsd);
        row.NullableMoney(record.Cost?.TotalUsd);
        row.String(record.Cost?.PriceVersion);
    }

    /// <summary>A call that failed is an error for whoever looks for trouble, also when nobody said so.</summary>
    private static void WriteOrigin(SpanRecord record, RowBinaryWriter row)
    {
        row.String(Word(record.Level == SpanLevel.Default && record.Status != SpanStatus.Success ? SpanLevel.Error : record.Level));
        row.String(record.Environment);
        row.String(record.Release);
        row.String(record.Version);
        row.String(record.TraceName);
        row.String(record.Scope);
        row.String(record.ServiceName);
        row.String(record.PromptName);
        row.String(record.PromptVersion);
    }

    /// <summary>The text of a prompt of messages stands only in them until here, so that it goes through memory and spool once.</summary>
    private static void WriteInputText(SpanPayload payload, RowBinaryWriter row, bool isPreview)
    {
        if (!payload.InputText.IsEmpty || payload.InputMessages.IsEmpty)
        {
            row.String(isPreview ? Preview(payload.InputText) : payload.InputText);
            return;
        }

        using var text = new PooledBytes();
        UserText.Append(payload.InputMessages.Bytes.Span, text, isPreview ? PreviewBytes + 1 : int.MaxValue);
        var whole = new Utf8Text(text.Memory);
        row.String(isPreview ? Preview(whole) : whole);
    }

    /// <summary>The beginning of a text, cut between two characters.</summary>
    private static Utf8Text Preview(Utf8Text text)
    {
        var bytes = text.Bytes;
        if (bytes.Length <= PreviewBytes)
        {
            return text;
        }

        var length = PreviewBytes;
        while (length > 0 && Rune.DecodeFromUtf8(bytes.Span[length..], out _, out _) == OperationStatus.InvalidData && (bytes.Span[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return new Utf8Text(bytes[..length]);
    }

    private static string Word(SpanKind kind) => kind switch
    {
        SpanKind.Generation => "generation",
        SpanKind.Event => "event",
        SpanKind.Agent => "agent",
        SpanKind.Tool => "tool",
        SpanKind.Chain => "chain",
        SpanKind.Retriever => "retriever",
        SpanKind.Evaluator => "evaluator",
        SpanKind.Embedding => "embedding",
        SpanKind.Guardrail => "guardrail",
        _ => "span",
    };

    private static string Word(SpanLevel level) => level switch
    {
        SpanLevel.Debug => "debug",
        SpanLevel.Warning => "warning",
        SpanLevel.Error => "error",
        _ => "default",
    };

    private static string Word(SpanStatus status) => status switch
    {
        SpanStatus.Success => "success",
        SpanStatus.Timeout => "timeout",
        _ => "error",
    };
}

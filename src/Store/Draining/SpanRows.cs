using Tracehouse.Payloads;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Columns;
using Tracehouse.Store.Messages;

namespace Tracehouse.Store.Draining;

/// <summary>Lays a record out as a row of each of its two tables; the column lists and the writes below them go together.</summary>
internal static class SpanRows
{
    public const string InsertSpans =
        "INSERT INTO spans (project, trace_id, span_id, parent_span_id, kind, name, source, start_time, latency_ms, ttft_ms, status, error_type, " +
        "error_message, http_status, model_asked, model, provider, routing_alias, cluster_id, is_stream, finish_reason, input_tokens, output_tokens, " +
        "cached_input_tokens, reasoning_tokens, input_cost_usd, output_cost_usd, total_cost_usd, price_version, user_id, session_id, tags, " +
        "input_preview, output_preview, content_kept, usage_details, attempt_count, is_cached, key_id, level, environment, " +
        "release, version, trace_name, scope, service_name, prompt_name, prompt_version, revision) FORMAT RowBinary";

    public const string InsertPayloads =
        "INSERT INTO span_payloads (project, trace_id, span_id, start_time, input_text, output_text, input_messages, output_messages, parameters, " +
        "metadata, attempts, attributes, events, input_hashes, output_hashes, pairs, revision) FORMAT RowBinary";

    public static void WriteSpan(SpanRecord record, RowBinaryWriter row)
    {
        row.String(record.Project.Value);
        row.String(record.TraceId.Value);
        row.String(record.SpanId.Value);
        row.String(record.ParentSpanId?.Value);
        row.String(SpanWords.Of(record.Kind));
        row.String(record.Name);
        row.String(record.Source);
        row.Time(record.StartTime);
        row.Float64(record.Duration.TotalMilliseconds);
        row.NullableFloat64(record.TimeToFirstToken?.TotalMilliseconds);
        row.String(SpanWords.Of(record.Status));
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
        WriteInputPreview(record.Payload, row);
        row.String(Preview.Of(record.Payload.OutputText));
        row.Bool(record.IsContentKept);
        row.Counts(record.Usage.Details);
        row.UInt16((ushort)Math.Min(record.Attempts.Count, ushort.MaxValue));
        row.Bool(record.IsCached);
        row.String(record.KeyId);
        WriteOrigin(record, row);
    }

    /// <summary>What is stored as messages is named only.</summary>
    public static void WritePayload(SpanRecord record, SplitContent content, RowBinaryWriter row)
    {
        var (isInputSplit, isOutputSplit) = (content.Input.Items.Count > 0, content.Output.Items.Count > 0);
        row.String(record.Project.Value);
        row.String(record.TraceId.Value);
        row.String(record.SpanId.Value);
        row.Time(record.StartTime);
        WriteInputText(record.Payload, content.IsInputTextImplied, row);
        row.String(content.IsOutputTextImplied ? default : record.Payload.OutputText);
        row.String(isInputSplit ? default : record.Payload.InputMessages);
        row.String(isOutputSplit ? default : record.Payload.OutputMessages);
        row.String(record.Payload.Parameters);
        row.String(record.Payload.Metadata);
        row.String(AttemptsJson.Of(record.Attempts));
        row.String(record.Payload.Attributes);
        row.String(record.Payload.Events);
        WriteHashes(content.Input, row);
        WriteHashes(content.Output, row);
        using var pairs = PairList.Of(record);
        row.Length(pairs.Count);
        for (var index = 0; index < pairs.Count; index++)
        {
            row.Length(pairs[index].Length);
            row.Raw(pairs[index]);
        }

        row.Int64(record.Revision);
    }

    private static void WriteHashes(MessageList messages, RowBinaryWriter row)
    {
        Span<byte> bytes = stackalloc byte[MessageHash.Bytes];
        row.Length(messages.Items.Count);
        foreach (var (hash, _) in messages.Items)
        {
            MessageHash.Write(hash, bytes);
            row.Raw(bytes);
        }
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

    private static void WriteOrigin(SpanRecord record, RowBinaryWriter row)
    {
        row.String(SpanWords.Of(SpanWords.LevelOf(record)));
        row.String(record.Environment);
        row.String(record.Release);
        row.String(record.Version);
        row.String(record.TraceName);
        row.String(record.Scope);
        row.String(record.ServiceName);
        row.String(record.PromptName);
        row.String(record.PromptVersion);
        row.Int64(record.Revision);
    }

    private static void WriteInputPreview(SpanPayload payload, RowBinaryWriter row)
    {
        using var text = new PooledBytes();
        row.String(Preview.OfInput(payload, text));
    }

    /// <summary>The text of a prompt of messages stands only in them; where those are stored with the span it is taken out here, to be found by its words.</summary>
    private static void WriteInputText(SpanPayload payload, bool isImplied, RowBinaryWriter row)
    {
        if (isImplied || !payload.InputText.IsEmpty || payload.InputMessages.IsEmpty)
        {
            row.String(isImplied ? default : payload.InputText);
            return;
        }

        using var text = new PooledBytes();
        MessageText.AppendOfUser(payload.InputMessages.Bytes.Span, text);
        row.String(new Utf8Text(text.Memory));
    }
}

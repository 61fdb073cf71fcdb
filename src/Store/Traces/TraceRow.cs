using System.Buffers;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Columns;

namespace Tracehouse.Store.Traces;

/// <summary>Lays a trace out as a row of its table, without the sign before it; the column list and the writes below it go together.</summary>
internal static class TraceRow
{
    /// <summary>All columns behind the sign.</summary>
    public const string Columns =
        "project, trace_id, start_time, end_time, latency_ms, root_span_id, name, kind, source, status, error_type, level, observation_count, " +
        "error_count, kind_counts, model, provider, models, providers, model_calls, routing_alias, is_stream, ttft_ms, input_tokens, output_tokens, " +
        "cached_input_tokens, reasoning_tokens, input_cost_usd, output_cost_usd, total_cost_usd, unpriced_count, user_id, session_id, tags, " +
        "environment, release, version, service_name, content_kept, input_preview, output_preview";

    /// <summary>Rows stay as they are sent, because merging them is the table's own affair.</summary>
    public const string Insert = $"INSERT INTO traces (sign, {Columns}) SETTINGS optimize_on_insert = 0 FORMAT RowBinary";

    public static byte[] Of(TraceKey key, TraceSummary trace)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        Write(key, trace, new RowBinaryWriter(bytes));
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(TraceKey key, TraceSummary trace, RowBinaryWriter row)
    {
        row.String(key.Project.Value);
        row.String(key.TraceId);
        row.Time(trace.StartTime);
        row.Time(trace.EndTime);
        row.Float64(trace.Latency.TotalMilliseconds);
        row.String(trace.RootSpanId);
        row.String(trace.Name);
        row.String(SpanWords.Of(trace.Kind));
        row.String(trace.Source);
        row.String(SpanWords.Of(trace.Status));
        row.String(trace.ErrorType);
        row.String(SpanWords.Of(trace.Level));
        row.UInt32((uint)trace.ObservationCount);
        row.UInt32((uint)trace.ErrorCount);
        row.Length(trace.KindCounts.Count);
        foreach (var (kind, count) in trace.KindCounts)
        {
            row.String(SpanWords.Of(kind));
            row.UInt32((uint)count);
        }

        WriteModels(trace, row);
        WriteSpending(trace, row);
        row.String(trace.UserId);
        row.String(trace.SessionId);
        row.Strings(trace.Tags);
        row.String(trace.Environment);
        row.String(trace.Release);
        row.String(trace.Version);
        row.String(trace.ServiceName);
        row.Bool(trace.IsContentKept);
        row.String(trace.InputPreview);
        row.String(trace.OutputPreview);
    }

    private static void WriteModels(TraceSummary trace, RowBinaryWriter row)
    {
        row.String(trace.Call?.Model);
        row.String(trace.Call?.Provider);
        row.Strings([.. trace.ModelCalls.Select(calls => calls.Model).Distinct(StringComparer.Ordinal)]);
        row.Strings([.. trace.ModelCalls.Select(calls => calls.Provider).Where(provider => provider.Length > 0).Distinct(StringComparer.Ordinal)]);
        row.Length(trace.ModelCalls.Count);
        foreach (var calls in trace.ModelCalls)
        {
            row.String(calls.Model);
            row.String(calls.Provider);
            row.UInt32((uint)calls.Calls);
            row.Int64(calls.InputTokens);
            row.Int64(calls.OutputTokens);
            row.Money(calls.CostUsd);
            row.UInt32((uint)calls.Failures);
            row.UInt32((uint)calls.Unpriced);
        }

        row.String(trace.RoutingAlias);
        row.Bool(trace.Call?.IsStream ?? false);
        row.NullableFloat64(trace.Call?.TimeToFirstToken?.TotalMilliseconds);
    }

    private static void WriteSpending(TraceSummary trace, RowBinaryWriter row)
    {
        row.NullableUInt64(trace.Usage.Input);
        row.NullableUInt64(trace.Usage.Output);
        row.NullableUInt64(trace.Usage.CachedInput);
        row.NullableUInt64(trace.Usage.Reasoning);
        row.NullableMoney(trace.InputCostUsd);
        row.NullableMoney(trace.OutputCostUsd);
        row.NullableMoney(trace.TotalCostUsd);
        row.UInt32((uint)trace.UnpricedCount);
    }
}

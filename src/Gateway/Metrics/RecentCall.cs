using System.Globalization;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Metrics;

/// <summary>One of the last calls, without anything that was said.</summary>
internal sealed record RecentCall(
    string TraceId, DateTimeOffset Time, string Provider, string Model, string? Alias, bool IsStream, bool IsCached, TimeSpan Duration, TimeSpan? FirstToken,
    TokenUsage Usage, decimal? CostUsd, string? ErrorType)
{
    public static RecentCall Of(SpanRecord record) => new(
        record.TraceId.Value, record.StartTime, record.Provider, record.Model, record.RoutingAlias, record.IsStream, record.IsCached, record.Duration, record.TimeToFirstToken,
        record.Usage, record.Cost?.TotalUsd, record.Status == SpanStatus.Success ? null : record.Error?.Type ?? "error");

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("request_id"u8, TraceId);
        json.WriteString("timestamp"u8, Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("provider"u8, Provider);
        json.WriteString("model"u8, Model);
        json.WriteString("alias"u8, Alias);
        json.WriteBoolean("stream"u8, IsStream);
        json.WriteBoolean("cached"u8, IsCached);
        json.WriteNumber("latency_ms"u8, Math.Round(Duration.TotalMilliseconds, 3));
        WriteNumber(json, "ttft_ms"u8, (decimal?)FirstToken?.TotalMilliseconds);
        WriteNumber(json, "tokens_in"u8, Usage.Input);
        WriteNumber(json, "tokens_out"u8, Usage.Output);
        WriteNumber(json, "total_cost_usd"u8, CostUsd);
        json.WriteBoolean("is_error"u8, ErrorType is not null);
        json.WriteString("error_type"u8, ErrorType);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, 12));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

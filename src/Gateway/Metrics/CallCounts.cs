using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Metrics;

/// <summary>The calls of one provider, of one model, or of all together.</summary>
internal sealed class CallCounts(int samplesMax, Random random)
{
    private readonly Samples _latencies = new(samplesMax, random);
    private readonly Samples _firstTokens = new(samplesMax, random);
    private readonly Dictionary<string, long> _errorTypes = [];
    private long _requests;
    private long _errors;
    private long _tokensIn;
    private long _tokensOut;
    private decimal _costUsd;

    public long Requests => _requests;

    public void Add(SpanRecord record)
    {
        _requests++;
        _tokensIn += record.Usage.Input ?? 0;
        _tokensOut += record.Usage.Output ?? 0;
        _costUsd += record.Cost?.TotalUsd ?? 0;
        _latencies.Add(record.Duration.TotalMilliseconds);
        if (record.TimeToFirstToken is { } firstToken)
        {
            _firstTokens.Add(firstToken.TotalMilliseconds);
        }

        if (record.Status != SpanStatus.Success)
        {
            _errors++;
            var type = record.Error?.Type ?? "error";
            _errorTypes[type] = _errorTypes.GetValueOrDefault(type) + 1;
        }
    }

    /// <summary>Writes the properties of all calls together.</summary>
    public void WriteTotal(Utf8JsonWriter json)
    {
        json.WriteNumber("total_requests"u8, _requests);
        json.WriteNumber("total_errors"u8, _errors);
        json.WriteNumber("error_rate"u8, ErrorRate);
        json.WriteNumber("total_tokens_in"u8, _tokensIn);
        json.WriteNumber("total_tokens_out"u8, _tokensOut);
        json.WriteNumber("total_tokens"u8, _tokensIn + _tokensOut);
        json.WriteNumber("total_cost_usd"u8, _costUsd);
        var latencies = _latencies.Percentiles(0.5, 0.95, 0.99);
        WriteMs(json, "p50_latency_ms"u8, latencies[0]);
        WriteMs(json, "p95_latency_ms"u8, latencies[1]);
        WriteMs(json, "p99_latency_ms"u8, latencies[2]);
        WriteFirstTokens(json);
    }

    /// <summary>Writes the properties of one among several.</summary>
    public void WritePart(Utf8JsonWriter json)
    {
        json.WriteNumber("requests"u8, _requests);
        json.WriteNumber("errors"u8, _errors);
        json.WriteNumber("error_rate"u8, ErrorRate);
        json.WriteNumber("total_tokens"u8, _tokensIn + _tokensOut);
        json.WriteNumber("total_cost_usd"u8, _costUsd);
        var latencies = _latencies.Percentiles(0.5, 0.95);
        WriteMs(json, "p50_latency_ms"u8, latencies[0]);
        WriteMs(json, "p95_latency_ms"u8, latencies[1]);
        WriteFirstTokens(json);
        if (_errorTypes.Count > 0)
        {
            json.WriteStartObject("error_types"u8);
            foreach (var (type, count) in _errorTypes)
            {
                json.WriteNumber(type, count);
            }

            json.WriteEndObject();
        }
    }

    private double ErrorRate => _requests == 0 ? 0 : Math.Round((double)_errors / _requests, 6);

    private void WriteFirstTokens(Utf8JsonWriter json)
    {
        var times = _firstTokens.Percentiles(0.5, 0.95);
        WriteMs(json, "p50_ttft_ms"u8, times[0]);
        WriteMs(json, "p95_ttft_ms"u8, times[1]);
    }

    private static void WriteMs(Utf8JsonWriter json, ReadOnlySpan<byte> name, double value) => json.WriteNumber(name, Math.Round(value, 3));
}

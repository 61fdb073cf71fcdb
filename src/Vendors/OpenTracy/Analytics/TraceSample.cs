using System.Text.Json.Nodes;
using Tracehouse.Query.Traces;

namespace Tracehouse.Vendors.OpenTracy.Analytics;

/// <summary>A trace as a row of OpenTracy's list. What takes much room is asked for by <c>GET /v1/traces/{id}</c>.</summary>
internal static class TraceSample
{
    private const double Thousand = 1_000;

    public static JsonObject From(TraceSummary trace)
    {
        var tokens = (trace.InputTokens ?? 0) + (trace.OutputTokens ?? 0);
        var isSuccess = trace.Status == "success";
        return new JsonObject
        {
            ["event_id"] = trace.RequestId,
            ["id"] = trace.RequestId,
            ["model_id"] = trace.Model,
            ["backend"] = trace.Provider,
            ["provider"] = trace.Provider,
            ["created_at"] = trace.StartTime.UtcDateTime,
            ["latency_s"] = trace.LatencyMs / Thousand,
            ["ttft_s"] = trace.FirstTokenMs / Thousand,
            ["input_tokens"] = trace.InputTokens,
            ["output_tokens"] = trace.OutputTokens,
            ["total_tokens"] = tokens,
            ["tokens_per_s"] = trace.LatencyMs > 0 ? (trace.OutputTokens ?? 0) / (trace.LatencyMs / Thousand) : 0,
            ["total_cost_usd"] = trace.CostUsd,
            ["cost_usd"] = trace.CostUsd,
            ["is_success"] = isSuccess,
            ["status"] = isSuccess ? "Success" : "Error",
            ["is_stream"] = trace.IsStream,
            ["input_preview"] = trace.IsContentKept ? trace.InputPreview : null,
            ["output_preview"] = trace.IsContentKept ? trace.OutputPreview : null,
            ["error_code"] = trace.ErrorType.Length > 0 ? trace.ErrorType : null,
            ["has_tool_calls"] = trace.KindCounts.ContainsKey("tool"),
        };
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Tracehouse.Query.Analytics;

namespace Tracehouse.Vendors.OpenTracy.Analytics;

/// <summary>Measures of traces in the shapes that OpenTracy's pages read.</summary>
internal static class AnalyticsBody
{
    private const double Thousand = 1_000;
    private const int LeadersMax = 5;

    public static JsonObject Totals(TraceMeasures all) => new()
    {
        ["request_count"] = all.Traces,
        ["total_input_tokens"] = all.InputTokens,
        ["total_output_tokens"] = all.OutputTokens,
        ["total_cost_usd"] = all.CostUsd,
        ["success_rate"] = Percent(all.Traces - all.Failures, all.Traces),
        ["avg_latency_s"] = all.LatencyAverageMs / Thousand,
        ["p95_latency_s"] = all.LatencyMs[2] / Thousand,
        ["avg_cost_per_1k_tokens_usd"] = all.InputTokens + all.OutputTokens is > 0 and var tokens ? all.CostUsd / tokens * Thousand : 0,
        ["streaming_share"] = Percent(all.Streams, all.Traces),
    };

    /// <summary>One line of a series, under the name that its key has there.</summary>
    public static JsonObject Line(string key, TraceMeasures group) => new()
    {
        [key] = group.Key,
        ["request_count"] = group.Traces,
        ["total_input_tokens"] = group.InputTokens,
        ["total_output_tokens"] = group.OutputTokens,
        ["avg_latency_s"] = group.LatencyAverageMs / Thousand,
        ["p95_latency_s"] = group.LatencyMs[2] / Thousand,
        ["error_rate"] = Percent(group.Failures, group.Traces),
        ["total_cost_usd"] = group.CostUsd,
    };

    public static JsonObject Distributions(TraceMeasures all) => new()
    {
        ["latency_s"] = Distribution(all.LatencyMs, all.LatencyAverageMs, all.LatencyDeviationMs, Thousand),
        ["ttft_s"] = Distribution(all.FirstTokenMs, all.FirstTokenAverageMs, all.FirstTokenDeviationMs, Thousand),
        ["input_tokens"] = Distribution(all.InputTokensOfTrace, Mean(all.InputTokens, all.Traces), all.InputTokensDeviation, 1),
        ["output_tokens"] = Distribution(all.OutputTokensOfTrace, Mean(all.OutputTokens, all.Traces), all.OutputTokensDeviation, 1),
        ["cost_per_request_usd"] = Distribution(all.CostOfTrace, Mean(all.CostUsd, all.Traces), all.CostDeviation, 1),
    };

    public static JsonObject Trends(TraceMeasures last, TraceMeasures previous) => new()
    {
        ["last_7d"] = Trend(last),
        ["prev_7d"] = Trend(previous),
        ["pct_change"] = new JsonObject
        {
            ["requests"] = Change(last.Traces, previous.Traces),
            ["cost_usd"] = Change(last.CostUsd, previous.CostUsd),
            ["p95_latency_s"] = Change(last.LatencyMs[2], previous.LatencyMs[2]),
            ["error_rate"] = Change(Percent(last.Failures, last.Traces), Percent(previous.Failures, previous.Traces)),
        },
    };

    public static JsonObject Leaders(IReadOnlyList<TraceMeasures> models) => new()
    {
        ["top_cost_models"] = Top(models, group => group.CostUsd),
        ["slowest_models_p95_latency"] = Top(models, group => group.LatencyMs[2]),
        ["most_errors_models"] = Top(models, group => group.Failures),
    };

    public static JsonObject Summary(TraceMeasures all, int models, int providers) => new()
    {
        ["total_requests"] = all.Traces,
        ["total_errors"] = all.Failures,
        ["avg_latency_ms"] = all.LatencyAverageMs,
        ["p50_latency_ms"] = all.LatencyMs[0],
        ["p95_latency_ms"] = all.LatencyMs[2],
        ["p99_latency_ms"] = all.LatencyMs[3],
        ["avg_ttft_ms"] = all.FirstTokenAverageMs,
        ["total_tokens_in"] = all.InputTokens,
        ["total_tokens_out"] = all.OutputTokens,
        ["total_cost_usd"] = all.CostUsd,
        ["unique_models"] = models,
        ["unique_providers"] = providers,
    };

    private static JsonObject Trend(TraceMeasures measures) => new()
    {
        ["requests"] = measures.Traces,
        ["cost_usd"] = measures.CostUsd,
        ["p95_latency_s"] = measures.LatencyMs[2] / Thousand,
        ["error_rate"] = Percent(measures.Failures, measures.Traces),
    };

    private static JsonObject Distribution(IReadOnlyList<double> percentiles, double mean, double deviation, double unit) => new()
    {
        ["p50"] = percentiles[0] / unit, ["p90"] = percentiles[1] / unit, ["p95"] = percentiles[2] / unit, ["p99"] = percentiles[3] / unit, ["mean"] = mean / unit, ["std"] = deviation / unit,
    };

    private static JsonArray Top(IReadOnlyList<TraceMeasures> models, Func<TraceMeasures, double> value) =>
        [.. models.Where(group => value(group) > 0).OrderByDescending(value).Take(LeadersMax).Select(group => (JsonNode)Line("model_id", group))];

    private static double Percent(double part, double whole) => whole > 0 ? 100 * part / whole : 0;

    private static double Mean(double sum, long count) => count > 0 ? sum / count : 0;

    private static double? Change(double now, double before) => before > 0 ? double.Parse((100 * (now - before) / before).ToString("0.##", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}

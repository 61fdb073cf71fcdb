using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Tracehouse.Wire;

namespace Tracehouse.Client;

/// <summary>Understands answers of the gateway: OpenAI's format, what the gateway adds at its end, and where that was switched off, what its headers say.</summary>
internal static class CompletionReading
{
    private const string TraceHeader = "x-tracehouse-trace-id";

    public static Completion Read(JsonElement answer, string text, string? finishReason, HttpResponseHeaders headers, TimeSpan elapsed, Func<string, SpanReference> span)
    {
        var trace = answer.Word("trace_id") ?? Header(headers, TraceHeader);
        return new Completion
        {
            Text = text,
            FinishReason = finishReason,
            Model = answer.Word("model"),
            Usage = UsageOf(answer.At("usage")),
            Cost = answer.Amount("_cost") ?? (decimal.TryParse(Header(headers, "X-OpenTracy-Cost-Usd"), NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) ? cost : null),
            LatencyMs = (double?)answer.Amount("_latency_ms") ?? elapsed.TotalMilliseconds,
            Routing = RoutingOf(answer.At("_routing"), headers),
            TraceId = trace,
            Span = trace is null ? null : span(trace),
            Raw = answer,
        };
    }

    public static string TextOf(JsonElement answer) => First(answer).At("message").Word("content") ?? "";

    public static string DeltaOf(JsonElement piece) => First(piece).At("delta").Word("content") ?? "";

    public static string? FinishReasonOf(JsonElement answer) => First(answer).Word("finish_reason");

    private static JsonElement First(JsonElement answer) => answer.At("choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0 ? choices[0] : default;

    private static Usage? UsageOf(JsonElement usage) => usage.ValueKind != JsonValueKind.Object ? null : new Usage
    {
        InputTokens = usage.Count("prompt_tokens"),
        OutputTokens = usage.Count("completion_tokens"),
        CachedTokens = usage.At("prompt_tokens_details").Count("cached_tokens"),
        ReasoningTokens = usage.At("completion_tokens_details").Count("reasoning_tokens"),
    };

    private static Routing RoutingOf(JsonElement routing, HttpResponseHeaders headers)
    {
        if (routing.ValueKind == JsonValueKind.Object)
        {
            return new Routing(routing.Word("alias"), routing.Word("selected_model"), routing.Word("provider"), (int)(routing.Count("attempts") ?? 1));
        }

        var selected = Header(headers, "X-OpenTracy-Selected-Model")?.Split('/', 2);
        var attempts = int.TryParse(Header(headers, "X-OpenTracy-Attempts"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
        return new Routing(Header(headers, "X-OpenTracy-Alias"), selected?[^1], selected?.Length == 2 ? selected[0] : null, attempts);
    }

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

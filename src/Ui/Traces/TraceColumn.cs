namespace Tracehouse.Ui.Traces;

/// <summary>A column of the list.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Class">How it is laid out.</param>
/// <param name="Property">What it is sorted by; empty when it cannot be.</param>
/// <param name="LargestFirst">Which way it is sorted first.</param>
/// <param name="Hint">Shown on hover.</param>
internal sealed record TraceColumn(string Title, string Class, string Property = "", bool LargestFirst = true, string? Hint = null)
{
    public static IReadOnlyList<TraceColumn> All { get; } =
    [
        new("Time", "col-time", "created_at"),
        new("Status", "col-status", "status", LargestFirst: false),
        new("Name", "col-name", "name", LargestFirst: false),
        new("Spans", "col-spans number", "observation_count"),
        new("Model", "col-model", "model", LargestFirst: false),
        new("Provider", "col-provider", "provider", LargestFirst: false),
        new("Input", "col-text"),
        new("Output", "col-text"),
        new("Scores", "col-scores"),
        new("In", "col-tokens number", "tokens_in", Hint: "Prompt tokens"),
        new("Out", "col-tokens number", "tokens_out", Hint: "Response tokens"),
        new("Cost", "col-cost number", "cost_usd"),
        new("Latency", "col-latency number", "latency_ms"),
        new("TTFT", "col-latency number", "ttft_ms", Hint: "Time to first token"),
    ];
}

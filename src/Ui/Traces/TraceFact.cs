using System.Globalization;
using Tracehouse.Query.Traces;
using Tracehouse.Ui.Formatting;

namespace Tracehouse.Ui.Traces;

/// <summary>A fact about a trace, for the head of the drawer.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Ready to read.</param>
/// <param name="Detail">What belongs to it; may be empty.</param>
/// <param name="Hint">Shown on hover; may be empty.</param>
internal sealed record TraceFact(string Name, string Value, string Detail = "", string Hint = "")
{
    private const string NoPrice = "price not known";

    /// <summary>Those that are known, and the few that are always worth a place.</summary>
    public static IReadOnlyList<TraceFact> Of(TraceDetail trace)
    {
        // Nobody expects tokens of a tool, so their absence is worth no place there.
        var isCall = trace.Kind is "generation" or "embedding";
        TraceFact[] all =
        [
            new("Latency", Quantity.Duration(trace.LatencyMs)),
            new("TTFT", trace.FirstTokenMs is null ? "" : Quantity.Duration(trace.FirstTokenMs), "", "Time to first token"),
            new("Tokens in", isCall || trace.InputTokens is not null ? Quantity.Number(trace.InputTokens) : "", Of(trace.CachedInputTokens, "cached")),
            new("Tokens out", isCall || trace.OutputTokens is not null ? Quantity.Number(trace.OutputTokens) : "", Of(trace.ReasoningTokens, "reasoning")),
            .. UsageFacts.Of(trace.UsageDetails),
            new("Cost", isCall || trace.CostUsd is not null ? Quantity.Cost(trace.CostUsd) : "", CostDetail(trace), trace.CostUsd is null ? NoPrice : "Price list " + trace.PriceVersion),
            new("Finish", trace.FinishReason),
            new("HTTP", trace.HttpStatus == 0 ? "" : trace.HttpStatus.ToString(CultureInfo.InvariantCulture)),
            new("Stream", !isCall ? "" : trace.IsStream ? "yes" : "no"),
            new("Alias", trace.RoutingAlias ?? ""),
            new("Answer", trace.IsCached ? "from the response cache" : "", "", "Given again without asking a provider"),
            new("Cluster", trace.ClusterId?.ToString(CultureInfo.InvariantCulture) ?? ""),
            new("User", trace.UserId),
            new("Session", trace.SessionId),
            new("Tags", string.Join(", ", trace.Tags)),
            new("API key", trace.KeyId, "", "The key that the caller used"),
            new("Prompt", trace.PromptName, trace.PromptVersion.Length > 0 ? "version " + trace.PromptVersion : ""),
            new("Level", trace.Level == "default" ? "" : trace.Level),
            new("Library", trace.Scope, "", "What reported it"),
            new("Source", trace.Source),
            new("Price list", trace.CostUsd is null ? "" : trace.PriceVersion, "", "The prices that the cost was reckoned with"),
        ];
        return [.. all.Where(fact => fact.Value.Length > 0)];
    }

    private static string Of(long? tokens, string what) => tokens > 0 ? $"{Quantity.Number(tokens)} {what}" : "";

    private static string CostDetail(TraceDetail trace) => trace switch
    {
        { CostUsd: null } => NoPrice,
        { InputCostUsd: null, OutputCostUsd: null } => "",
        _ => $"{Quantity.Cost(trace.InputCostUsd)} in, {Quantity.Cost(trace.OutputCostUsd)} out",
    };
}

namespace Tracehouse.Records;

/// <summary>What is needed of a span to tell whether its usage counts.</summary>
/// <param name="SpanId">The span.</param>
/// <param name="ParentSpanId">The span that caused it; null for a root.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Usage">The tokens that it says it spent.</param>
/// <param name="CostUsd">The money that it says it spent; zero when it does not say.</param>
public sealed record UsageNode(string SpanId, string? ParentSpanId, SpanKind Kind, TokenUsage Usage, decimal CostUsd = 0)
{
    /// <summary>How it came to us.</summary>
    public string Source { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndTime { get; init; }
}

namespace Tracehouse.Query.Trees;

/// <summary>One span in the tree of its trace, without what was said.</summary>
public sealed record TreeSpan
{
    /// <summary>Its own id within the trace.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span that caused it; empty for a root.</summary>
    public string ParentSpanId { get; init; } = "";

    /// <summary>Where its parent stands in <see cref="TraceTree.Spans"/>; -1 for a root, and when the parent has not come.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>How many spans are above it.</summary>
    public int Depth { get; init; }

    /// <summary>How many spans are below it, at any depth; they follow it in the list.</summary>
    public int Below { get; init; }

    /// <summary>What it stands for, such as <c>generation</c> or <c>tool</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Name { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>Time to first token, in milliseconds; null when the answer did not come as a stream.</summary>
    public double? FirstTokenMs { get; init; }

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>debug</c>, <c>default</c>, <c>warning</c> or <c>error</c>.</summary>
    public string Level { get; init; } = "default";

    /// <summary>Empty on success.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>Empty on success.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The concrete model that answered, or empty.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who ran the model, or empty.</summary>
    public string Provider { get; init; } = "";

    /// <summary>What it says of itself; null when it does not say.</summary>
    public long? InputTokens { get; init; }

    /// <summary>What it says of itself; null when it does not say.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>US dollars; null when not known, which is not zero.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What it and everything below it spent, each call counted once.</summary>
    public TreeTotals Total { get; init; } = TreeTotals.Nothing;

    /// <summary>The first 200 bytes of what went in.</summary>
    public string InputPreview { get; init; } = "";

    /// <summary>The first 200 bytes of what came out.</summary>
    public string OutputPreview { get; init; } = "";
}

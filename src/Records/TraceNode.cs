namespace Tracehouse.Records;

/// <summary>What a trace as a whole needs to know of one of its spans.</summary>
public sealed record TraceNode
{
    /// <summary>Its own id within the trace.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span that caused it; null for a root.</summary>
    public string? ParentSpanId { get; init; }

    /// <summary>What it stands for.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>A short name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it came to us.</summary>
    public string Source { get; init; } = "";

    /// <summary>When it began, in UTC.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Time to first token; null when the answer did not come as a stream.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>How it ended.</summary>
    public SpanStatus Status { get; init; }

    /// <summary>Empty on success.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>How much it matters.</summary>
    public SpanLevel Level { get; init; }

    /// <summary>The concrete model that answered, or empty.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who ran the model, or empty.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The alias that was asked for, or empty.</summary>
    public string RoutingAlias { get; init; } = "";

    /// <summary>Whether the answer came as a stream.</summary>
    public bool IsStream { get; init; }

    /// <summary>Tokens that it says it spent; of its details nothing is needed.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.Unknown;

    /// <summary>For the prompt, in US dollars; null when the price is not known.</summary>
    public decimal? InputCostUsd { get; init; }

    /// <summary>For the completion.</summary>
    public decimal? OutputCostUsd { get; init; }

    /// <summary>Both together.</summary>
    public decimal? TotalCostUsd { get; init; }

    /// <summary>The end user, or empty.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The conversation, or empty.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Labels for filtering.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the caller ran, or empty.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The release of the caller's program, or empty.</summary>
    public string Release { get; init; } = "";

    /// <summary>The version of the piece of that program, or empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>The name of the whole trace, or empty.</summary>
    public string TraceName { get; init; } = "";

    /// <summary>The program that reported it, or empty.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>False when what was said was not to be kept.</summary>
    public bool IsContentKept { get; init; } = true;

    /// <summary>The beginning of what went in; kept only where a trace may show it.</summary>
    public Utf8Text InputPreview { get; init; }

    /// <summary>The beginning of what came out; kept only where a trace may show it.</summary>
    public Utf8Text OutputPreview { get; init; }

    /// <summary>Whether a trace may show what was said in it: its root and calls of models.</summary>
    public bool MayBeShown => ParentSpanId is null || Kind is SpanKind.Generation or SpanKind.Trace;
}

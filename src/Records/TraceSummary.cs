namespace Tracehouse.Records;

/// <summary>A trace as a whole: the line that stands for it in lists. Made of its spans by <see cref="TraceSummaries"/>.</summary>
public sealed record TraceSummary
{
    /// <summary>When its first span began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When its last span ended.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>The span without a parent, the earliest of several; empty while there is none.</summary>
    public string RootSpanId { get; init; } = "";

    /// <summary>Its name, else that of its root, else of its first span.</summary>
    public required string Name { get; init; }

    /// <summary>What its root, else its first span, stands for.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>How its root, else its first span, came to us.</summary>
    public string Source { get; init; } = "";

    /// <summary>How its root ended; without one, whether any span failed.</summary>
    public SpanStatus Status { get; init; }

    /// <summary>Why; empty on success.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>The highest of its spans.</summary>
    public SpanLevel Level { get; init; }

    /// <summary>Its spans, without logs that only tell what was said.</summary>
    public int ObservationCount { get; init; }

    /// <summary>Those of them that failed.</summary>
    public int ErrorCount { get; init; }

    /// <summary>Their kinds, in order, with how many there are.</summary>
    public IReadOnlyList<(SpanKind Kind, int Count)> KindCounts { get; init; } = [];

    /// <summary>The span whose model, stream and time to first token stand for the trace: its root if that called a model, else its first call.</summary>
    public TraceNode? Call { get; init; }

    /// <summary>Every model that was asked, with what was spent on it, in the order of first use.</summary>
    public IReadOnlyList<TraceModelCalls> ModelCalls { get; init; } = [];

    /// <summary>The alias that was asked for, or empty.</summary>
    public string RoutingAlias { get; init; } = "";

    /// <summary>Tokens, each counted once.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.Unknown;

    /// <summary>For prompts, in US dollars; null when no price is known.</summary>
    public decimal? InputCostUsd { get; init; }

    /// <summary>For completions.</summary>
    public decimal? OutputCostUsd { get; init; }

    /// <summary>Both together.</summary>
    public decimal? TotalCostUsd { get; init; }

    /// <summary>How many spans spent tokens whose price is not known.</summary>
    public int UnpricedCount { get; init; }

    /// <summary>The end user, or empty.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The conversation, or empty.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>The labels of all spans, sorted.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the caller ran, or empty.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The release of the caller's program, or empty.</summary>
    public string Release { get; init; } = "";

    /// <summary>The version of the piece of that program, or empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>The program that reported it, or empty.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>False when of any span it was not to be kept what was said.</summary>
    public bool IsContentKept { get; init; } = true;

    /// <summary>What went into the root, else into the first call of a model.</summary>
    public Utf8Text InputPreview { get; init; }

    /// <summary>What came out of the root, else out of the last call of a model.</summary>
    public Utf8Text OutputPreview { get; init; }

    /// <summary>From the first start to the last end.</summary>
    public TimeSpan Latency => EndTime - StartTime;
}

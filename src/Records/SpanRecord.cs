namespace Tracehouse.Records;

/// <summary>One finished span: the unit that everything moves. It does not change once made.</summary>
public sealed record SpanRecord
{
    /// <summary>The project it belongs to.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>The trace it is part of.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>Its own id within the trace.</summary>
    public required SpanId SpanId { get; init; }

    /// <summary>The span that caused it; null for a root.</summary>
    public SpanId? ParentSpanId { get; init; }

    /// <summary>What it stands for.</summary>
    public required SpanKind Kind { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Name { get; init; }

    /// <summary>How it came to us, such as <c>gateway</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>From the first byte asked to the last byte answered.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>From the request to the first piece of the answer; null when the answer did not come as a stream.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>How it ended.</summary>
    public required SpanStatus Status { get; init; }

    /// <summary>Why it did not succeed; null on success.</summary>
    public SpanError? Error { get; init; }

    /// <summary>The status that the upstream answered with; null when it never answered.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The model as the caller wrote it.</summary>
    public string ModelAsked { get; init; } = "";

    /// <summary>The concrete model that answered.</summary>
    public string Model { get; init; } = "";

    /// <summary>Who ran the model.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The alias that the caller asked for; null when it named a model.</summary>
    public string? RoutingAlias { get; init; }

    /// <summary>The semantic cluster that the prompt fell into; null when it was not asked for.</summary>
    public int? ClusterId { get; init; }

    /// <summary>Whether the answer came as a stream.</summary>
    public bool IsStream { get; init; }

    /// <summary>Why the model stopped, in the provider's word; null when it did not say.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Tokens spent.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.Unknown;

    /// <summary>Money spent; null when the price is not known.</summary>
    public Cost? Cost { get; init; }

    /// <summary>Every try at an upstream, in order; empty when there was at most one.</summary>
    public IReadOnlyList<CallAttempt> Attempts { get; init; } = [];

    /// <summary>Whether the answer came from the response cache, so that no upstream was asked.</summary>
    public bool IsCached { get; init; }

    /// <summary>The id of the API key that the caller used; null when none was asked for.</summary>
    public string? KeyId { get; init; }

    /// <summary>The end user, in the caller's word.</summary>
    public string? UserId { get; init; }

    /// <summary>The conversation, in the caller's word.</summary>
    public string? SessionId { get; init; }

    /// <summary>Judgements that came with it.</summary>
    public IReadOnlyList<ScoreRecord> Scores { get; init; } = [];

    /// <summary>Labels for filtering.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How much it matters.</summary>
    public SpanLevel Level { get; init; }

    /// <summary>Where the caller ran, such as <c>production</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>The release of the caller's program.</summary>
    public string? Release { get; init; }

    /// <summary>The version of the piece of the caller's program that this span shows.</summary>
    public string? Version { get; init; }

    /// <summary>The name of the whole trace, where a span says one.</summary>
    public string? TraceName { get; init; }

    /// <summary>The library that reported the span.</summary>
    public string? Scope { get; init; }

    /// <summary>The program that reported the span.</summary>
    public string? ServiceName { get; init; }

    /// <summary>The prompt that was used, by its name in a prompt store.</summary>
    public string? PromptName { get; init; }

    /// <summary>Which version of that prompt.</summary>
    public string? PromptVersion { get; init; }

    /// <summary>Whether its sender may hand it over again, not knowing that it arrived; the store then looks whether it has it.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Grows with every version of a span that is told in pieces; 0 for one that came whole.</summary>
    public long Revision { get; init; }

    /// <summary>False when what was said was not to be kept, so that its absence says nothing.</summary>
    public bool IsContentKept { get; init; } = true;

    /// <summary>What was said.</summary>
    public SpanPayload Payload { get; init; } = SpanPayload.None;
}

namespace Tracehouse;

/// <summary>What something was judged.</summary>
public sealed record SavedScore
{
    /// <summary>The id of the score.</summary>
    public required string Id { get; init; }

    /// <summary>What was judged, such as <c>correctness</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>numeric</c>, <c>boolean</c>, <c>categorical</c> or <c>text</c>.</summary>
    public string DataType { get; init; } = "";

    /// <summary>The number, also the one that a truth or a category stands for.</summary>
    public double? Value { get; init; }

    /// <summary>The category, the truth or the words.</summary>
    public string? StringValue { get; init; }

    /// <summary>Why.</summary>
    public string? Comment { get; init; }

    /// <summary>Who made it, such as <c>api</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The trace that was judged.</summary>
    public string? TraceId { get; init; }

    /// <summary>The span of it that was judged; null when it was the trace.</summary>
    public string? SpanId { get; init; }

    /// <summary>The session that was judged, instead of a trace.</summary>
    public string? SessionId { get; init; }
}

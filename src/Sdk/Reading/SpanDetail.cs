using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse;

/// <summary>A span with everything that was recorded of it.</summary>
public sealed record SpanDetail
{
    /// <summary>Its id within the trace.</summary>
    [JsonPropertyName("span_id")]
    public required string Id { get; init; }

    /// <summary>The trace that it belongs to.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span above it; null for none.</summary>
    [JsonPropertyName("parent_span_id")]
    public string? ParentId { get; init; }

    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it stands for, such as <c>generation</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>How much it matters.</summary>
    public string Level { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>What went in; null where content is not kept.</summary>
    public string? InputText { get; init; }

    /// <summary>What came out; null where content is not kept.</summary>
    public string? OutputText { get; init; }

    /// <summary>The messages that went in, where it is a call of a model.</summary>
    public JsonElement? InputMessages { get; init; }

    /// <summary>The messages that came out, where it is a call of a model.</summary>
    public JsonElement? OutputMessages { get; init; }

    /// <summary>Anything else that was said of it, as an object.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>The model that was asked; empty when none was.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whose model it is.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Tokens that went in.</summary>
    public long? TokensIn { get; init; }

    /// <summary>Tokens that came out.</summary>
    public long? TokensOut { get; init; }

    /// <summary>US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>On whose behalf it ran.</summary>
    public string? UserId { get; init; }

    /// <summary>The conversation or run that it belongs to.</summary>
    public string? SessionId { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What it was judged.</summary>
    public IReadOnlyList<SavedScore> Scores { get; init; } = [];
}

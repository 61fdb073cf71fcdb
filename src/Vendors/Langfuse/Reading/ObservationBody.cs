using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>A span as the first version of Langfuse's API tells it; clients in Python refuse one that lacks a field.</summary>
internal sealed record ObservationBody
{
    public required string Id { get; init; }

    public required string TraceId { get; init; }

    public required string ProjectId { get; init; }

    public required string Type { get; init; }

    public required string? Name { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset? EndTime { get; init; }

    public required DateTimeOffset? CompletionStartTime { get; init; }

    public required string? Model { get; init; }

    public required JsonElement ModelParameters { get; init; }

    public required JsonElement? Input { get; init; }

    public required JsonElement? Output { get; init; }

    public required JsonElement Metadata { get; init; }

    public required string? Version { get; init; }

    public required UsageBody Usage { get; init; }

    public required IReadOnlyDictionary<string, long> UsageDetails { get; init; }

    public required IReadOnlyDictionary<string, decimal> CostDetails { get; init; }

    public required string Level { get; init; }

    public required string? StatusMessage { get; init; }

    public required string? ParentObservationId { get; init; }

    public required string Environment { get; init; }

    public required string? PromptId { get; init; }

    public required string? PromptName { get; init; }

    public required int? PromptVersion { get; init; }

    public required string? ModelId { get; init; }

    public required decimal? InputPrice { get; init; }

    public required decimal? OutputPrice { get; init; }

    public required decimal? TotalPrice { get; init; }

    public required decimal? CalculatedInputCost { get; init; }

    public required decimal? CalculatedOutputCost { get; init; }

    public required decimal? CalculatedTotalCost { get; init; }

    /// <summary>In seconds.</summary>
    public required double? Latency { get; init; }

    /// <summary>In seconds.</summary>
    public required double? TimeToFirstToken { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What a span spent, in the shape that came before details.</summary>
internal sealed record UsageBody
{
    public required long Input { get; init; }

    public required long Output { get; init; }

    public required long Total { get; init; }

    public required string? Unit { get; init; }

    public required decimal? InputCost { get; init; }

    public required decimal? OutputCost { get; init; }

    public required decimal? TotalCost { get; init; }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>A trace as Langfuse's API tells it; clients in Python refuse one that lacks a field.</summary>
internal record TraceBody
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required string? Name { get; init; }

    public required JsonElement? Input { get; init; }

    public required JsonElement? Output { get; init; }

    public required JsonElement Metadata { get; init; }

    public required string? SessionId { get; init; }

    public required string? UserId { get; init; }

    public required string? Release { get; init; }

    public required string? Version { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required bool Public { get; init; }

    public required bool Bookmarked { get; init; }

    public required string Environment { get; init; }

    public string? ExternalId => null;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A trace in a list.</summary>
internal sealed record ListedTrace : TraceBody
{
    [SetsRequiredMembers]
    public ListedTrace(TraceBody body) : base(body)
    {
    }

    public string HtmlPath { get; init; } = "";

    /// <summary>In seconds; -1 when it was not asked for.</summary>
    public double Latency { get; init; }

    /// <summary>In US dollars; -1 when it was not asked for.</summary>
    public decimal TotalCost { get; init; }

    /// <summary>The ids of its observations.</summary>
    public IReadOnlyList<string> Observations { get; init; } = [];

    /// <summary>The ids of its scores.</summary>
    public IReadOnlyList<string> Scores { get; init; } = [];
}

/// <summary>A trace with everything in it.</summary>
internal sealed record WholeTrace : TraceBody
{
    [SetsRequiredMembers]
    public WholeTrace(TraceBody body) : base(body)
    {
    }

    public string HtmlPath { get; init; } = "";

    /// <inheritdoc cref="ListedTrace.Latency"/>
    public double Latency { get; init; }

    /// <inheritdoc cref="ListedTrace.TotalCost"/>
    public decimal TotalCost { get; init; }

    public IReadOnlyList<ObservationBody> Observations { get; init; } = [];

    public IReadOnlyList<ReadScore> Scores { get; init; } = [];
}

/// <summary>A page of a list.</summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Data, PageMeta Meta);

/// <summary>What an action came to.</summary>
internal sealed record Told(string Message);

/// <summary>A conversation.</summary>
internal record SessionBody
{
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string ProjectId { get; init; }

    public required string Environment { get; init; }
}

/// <summary>A conversation and its traces, the oldest first.</summary>
internal sealed record WholeSession : SessionBody
{
    public required IReadOnlyList<TraceBody> Traces { get; init; }
}

using System.Text.Json.Serialization;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>The rules that scores of one name are given by.</summary>
internal sealed record ScoreConfig
{
    /// <summary>The word for this kind of entity.</summary>
    public const string Kind = "score-config";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string ProjectId { get; init; } = "";

    /// <summary><c>NUMERIC</c>, <c>BOOLEAN</c>, <c>CATEGORICAL</c> or <c>TEXT</c>.</summary>
    public required string DataType { get; init; }

    public bool IsArchived { get; init; }

    public double? MinValue { get; init; }

    public double? MaxValue { get; init; }

    public IReadOnlyList<ScoreCategory>? Categories { get; init; }

    public string? Description { get; init; }
}

/// <summary>One of the words that a categorical score may have, and the number that it stands for.</summary>
internal sealed record ScoreCategory([property: JsonRequired] double Value, [property: JsonRequired] string Label);

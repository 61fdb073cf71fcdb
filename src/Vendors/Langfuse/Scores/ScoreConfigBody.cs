namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>A score config as it is sent, to be made or changed.</summary>
internal sealed record ScoreConfigBody
{
    public string? Name { get; init; }

    public string? DataType { get; init; }

    public bool? IsArchived { get; init; }

    public double? MinValue { get; init; }

    public double? MaxValue { get; init; }

    public IReadOnlyList<ScoreCategory>? Categories { get; init; }

    public string? Description { get; init; }
}

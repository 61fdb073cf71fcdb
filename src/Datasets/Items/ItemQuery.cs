using Tracehouse.Records;

namespace Tracehouse.Datasets.Items;

/// <summary>Which items of a dataset are asked for. What is null does not matter.</summary>
/// <param name="Project">Whose.</param>
/// <param name="DatasetId">Of which dataset; null for all.</param>
public sealed record ItemQuery(ProjectId Project, string? DatasetId)
{
    /// <summary>Those made from this trace.</summary>
    public string? SourceTraceId { get; init; }

    /// <summary>Those made from this span; with <see cref="SourceTraceId"/>.</summary>
    public string? SourceSpanId { get; init; }

    /// <summary>As they were at this time; null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>True for the oldest first; else the newest.</summary>
    public bool IsOldestFirst { get; init; }

    /// <summary>How many to pass over.</summary>
    public int Offset { get; init; }

    /// <summary>The most to answer.</summary>
    public int Limit { get; init; } = 100;
}

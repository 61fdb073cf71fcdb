namespace Tracehouse.Records;

/// <summary>Which entities of a kind are asked for. What is null does not matter.</summary>
/// <param name="Project">Whose.</param>
/// <param name="Kind">Of what sort.</param>
public sealed record EntityQuery(ProjectId Project, string Kind)
{
    /// <summary>Those with one of these ids.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Those that are part of this.</summary>
    public string? Parent { get; init; }

    /// <summary>Those of exactly this name.</summary>
    public string? Name { get; init; }

    /// <summary>Those whose name holds this, in any case.</summary>
    public string? NamePart { get; init; }

    /// <summary>As they were at this time, in UTC; null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>True for the oldest first; else the newest, by the time that they were made.</summary>
    public bool IsOldestFirst { get; init; }

    /// <summary>How many to pass over.</summary>
    public int Offset { get; init; }

    /// <summary>The most to answer.</summary>
    public int Limit { get; init; } = 100;
}

namespace Tracehouse.Records;

/// <summary>A model that a project gave prices of its own, whoever runs it.</summary>
/// <param name="Project">Whose it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Pattern">A regular expression for the names that calls have.</param>
public sealed record ProjectModel(ProjectId Project, string Id, string Name, string Pattern)
{
    /// <summary>Only calls from then on are meant; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Its prices; none when it has no price.</summary>
    public IReadOnlyList<ModelTier> Tiers { get; init; } = [];

    /// <summary>All that was said of it, as a JSON object of whoever made it.</summary>
    public Utf8Text Said { get; init; } = Utf8Text.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}

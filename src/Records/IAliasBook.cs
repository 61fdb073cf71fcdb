namespace Tracehouse.Records;

/// <summary>The aliases that a project may call.</summary>
public interface IAliasBook
{
    /// <summary>All of them, by name, as they are now.</summary>
    IReadOnlyList<ListedAlias> All(ProjectId project);
}

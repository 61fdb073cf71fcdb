namespace Tracehouse.Records;

/// <summary>The models that projects gave prices of their own, the same ones for all servers of one store.</summary>
public interface IProjectModels
{
    /// <summary>Those of a project, the newest first.</summary>
    IReadOnlyList<ProjectModel> All(ProjectId project);

    /// <summary>The model of a project that a name means at a time; null when there is none.</summary>
    ProjectModel? Find(ProjectId project, string name, DateTimeOffset time);

    /// <summary>
    /// Keeps a model, in force when it returns. False when the project has as many as it may (<c>Pricing:ProjectModelsMax</c>). Throws <see cref="StoreUnavailableException"/>.
    /// </summary>
    ValueTask<bool> TrySaveAsync(ProjectModel model, CancellationToken stop);

    /// <summary>The same for the removal of a model, which need not be there.</summary>
    ValueTask RemoveAsync(ProjectId project, string id, CancellationToken stop);
}

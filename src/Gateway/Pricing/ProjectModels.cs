using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>The models that projects priced, kept as documents and read into memory, so that no call waits for them.</summary>
internal sealed partial class ProjectModels : IProjectModels
{
    private const string Kind = "model";
    private const int FoundMax = 10_000;

    private readonly IDocuments _documents;
    private readonly int _modelsMax;
    private readonly ILogger _log;
    private State _state = new(FrozenDictionary<ProjectId, MatchedModel[]>.Empty);

    public ProjectModels(IDocuments documents, IOptions<PricingOptions> options, ILogger<ProjectModels> log)
    {
        (_documents, _modelsMax, _log) = (documents, options.Value.ProjectModelsMax, log);
        documents.OnChange(Kind, Read);
        Read();
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProjectModel> All(ProjectId project) =>
        [.. Of(project).Select(model => model.Model).OrderByDescending(model => model.CreatedAt).ThenBy(model => model.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ProjectModel? Find(ProjectId project, string name, DateTimeOffset time) => Match(project, name, time)?.Model;

    /// <summary>What a call costs by the first of its names that means a model of its project; null when none does, or when that has no price.</summary>
    public Cost? Price(ProjectId project, IReadOnlyList<string> names, TokenUsage usage, DateTimeOffset time) =>
        Of(project).Length == 0 ? null : names.Select(name => Match(project, name, time)).FirstOrDefault(model => model is not null)?.Charge(usage);

    /// <inheritdoc/>
    public async ValueTask<bool> TrySaveAsync(ProjectModel model, CancellationToken stop)
    {
        var known = Of(model.Project);
        if (known.Length >= _modelsMax && !known.Any(other => other.Model.Id == model.Id))
        {
            return false;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(StoredModel.From(model), StoredModelJson.Default.StoredModel);
        await _documents.SaveAsync(new Document(Kind, model.Id, model.Project, new Utf8Text(json)), stop);
        Read();
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(ProjectId project, string id, CancellationToken stop)
    {
        await _documents.DeleteAsync(Kind, id, project, stop);
        Read();
    }

    private MatchedModel[] Of(ProjectId project) => Volatile.Read(ref _state).Models.GetValueOrDefault(project) ?? [];

    /// <summary>Of several that a name means the one that began last counts, and of those the newest.</summary>
    private MatchedModel? Match(ProjectId project, string name, DateTimeOffset time)
    {
        var state = Volatile.Read(ref _state);
        return name.Length == 0 || !state.Models.TryGetValue(project, out var models)
            ? null
            : Array.Find(state.Found.GetOrFind(project.Value, name, (_, wanted) => [.. models.Where(model => model.Accepts(wanted))]), model => model.Model.Since is not { } since || since <= time);
    }

    private void Read()
    {
        var models = new List<MatchedModel>();
        foreach (var document in _documents.All(Kind).Where(document => !document.Json.IsEmpty))
        {
            if (ReadOne(document) is { } model)
            {
                models.Add(model);
            }
            else
            {
                LogUnreadable(_log, document.Id, document.Project);
            }
        }

        Volatile.Write(ref _state, new State(models.GroupBy(model => model.Model.Project).ToFrozenDictionary(
            ofProject => ofProject.Key,
            ofProject => ofProject.OrderByDescending(model => model.Model.Since ?? DateTimeOffset.MinValue).ThenByDescending(model => model.Model.ChangedAt).ToArray())));
    }

    private static MatchedModel? ReadOne(Document document)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Json.Bytes.Span, StoredModelJson.Default.StoredModel) is { } stored ? new MatchedModel(stored.ToModel(document)) : null;
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>All models, and what was found among them by name.</summary>
    private sealed class State(FrozenDictionary<ProjectId, MatchedModel[]> models)
    {
        public FrozenDictionary<ProjectId, MatchedModel[]> Models => models;

        public RecentlyFound<MatchedModel[]> Found { get; } = new(FoundMax);
    }

    [LoggerMessage(LogLevel.Warning, "The model {Model} of project {Project} cannot be read and prices nothing; make it again.")]
    private static partial void LogUnreadable(ILogger log, string model, ProjectId project);
}

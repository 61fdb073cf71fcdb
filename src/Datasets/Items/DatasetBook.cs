using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracehouse.Records;

namespace Tracehouse.Datasets.Items;

/// <summary>
/// Datasets and their items, each with all of its versions. What was saved is found by the next question. All methods throw
/// <see cref="StoreUnavailableException"/> when the store is away, and <see cref="ArgumentException"/> for what is too large to be kept.
/// </summary>
public sealed class DatasetBook(IEntities entities, TimeProvider time) : IDisposable
{
    private const string DatasetKind = "dataset";
    private const string ItemKind = "dataset-item";
    private const int RemovedAtOnce = 1_000;

    private readonly SemaphoreSlim _naming = new(1, 1);

    /// <summary>Makes a dataset, or changes the one that has its id, or else its name. Answers it as it is now.</summary>
    public async Task<Dataset> SaveAsync(ProjectId project, Dataset dataset, CancellationToken stop)
    {
        await _naming.WaitAsync(stop);
        try
        {
            var known = dataset.Id.Length > 0 ? await FindAsync(project, dataset.Id, stop) : await FindByNameAsync(project, dataset.Name, stop);
            var now = time.GetUtcNow();
            var saved = dataset with { Id = known?.Id ?? NewId(dataset.Id), CreatedAt = known?.CreatedAt ?? now, ChangedAt = now };
            await entities.SaveAsync([new Entity(project, DatasetKind, saved.Id, Text(saved, DatasetJson.Default.Dataset)) { Name = saved.Name, CreatedAt = saved.CreatedAt }], stop);
            return saved;
        }
        finally
        {
            _naming.Release();
        }
    }

    /// <summary>Null when there is none.</summary>
    public async Task<Dataset?> FindAsync(ProjectId project, string id, CancellationToken stop) =>
        await entities.FindAsync(project, DatasetKind, id, stop) is { } found ? ToDataset(found) : null;

    /// <inheritdoc cref="FindAsync"/>
    public async Task<Dataset?> FindByNameAsync(ProjectId project, string name, CancellationToken stop) =>
        (await entities.ListAsync(new EntityQuery(project, DatasetKind) { Name = name, Limit = 1 }, stop)).Items is [var found] ? ToDataset(found) : null;

    /// <summary>By its id, or else by its name; null when there is none.</summary>
    public async Task<Dataset?> FindEitherAsync(ProjectId project, string idOrName, CancellationToken stop) =>
        await FindAsync(project, idOrName, stop) ?? await FindByNameAsync(project, idOrName, stop);

    /// <summary>The datasets of a project, the newest first.</summary>
    public async Task<DatasetPage<Dataset>> ListAsync(ProjectId project, string namePart, int offset, int limit, CancellationToken stop)
    {
        var page = await entities.ListAsync(new EntityQuery(project, DatasetKind) { NamePart = namePart, Offset = offset, Limit = limit }, stop);
        return new DatasetPage<Dataset>([.. page.Items.Select(ToDataset)], page.Total);
    }

    /// <summary>Removes a dataset and its items.</summary>
    public async Task RemoveAsync(ProjectId project, string id, CancellationToken stop)
    {
        while (await entities.ListAsync(new EntityQuery(project, ItemKind) { Parent = id, Limit = RemovedAtOnce }, stop) is { Items.Count: > 0 } items)
        {
            await entities.SaveAsync([.. items.Items.Select(Gone)], stop);
        }

        if (await entities.FindAsync(project, DatasetKind, id, stop) is { } dataset)
        {
            await entities.SaveAsync([Gone(dataset)], stop);
        }
    }

    /// <summary>Makes items, or new versions of those whose ids are there. Answers them as they are now.</summary>
    public async Task<IReadOnlyList<DatasetItem>> SaveItemsAsync(ProjectId project, IReadOnlyList<DatasetItem> items, CancellationToken stop)
    {
        var named = items.Where(item => item.Id.Length > 0).Select(item => item.Id).ToList();
        var known = named.Count == 0 ? [] : (await entities.ListAsync(new EntityQuery(project, ItemKind) { Ids = named, Limit = named.Count }, stop)).Items
            .ToDictionary(found => found.Id, found => found.CreatedAt, StringComparer.Ordinal);
        var now = time.GetUtcNow();

        // Those of one request keep their order in lists, which go by time.
        var saved = items.Select((item, index) => item with
        {
            Id = NewId(item.Id), CreatedAt = known.TryGetValue(item.Id, out var created) ? created : now.AddMicroseconds(index), ChangedAt = now,
        }).ToList();
        await entities.SaveAsync([.. saved.Select(item => ToEntity(project, item))], stop);
        return saved;
    }

    /// <summary>Null when there is none; one of another dataset counts as none where a dataset is named.</summary>
    public async Task<DatasetItem?> FindItemAsync(ProjectId project, string id, string? datasetId, CancellationToken stop) =>
        await entities.FindAsync(project, ItemKind, id, stop) is { } found && (datasetId is null || found.Parent == datasetId) ? ToItem(found) : null;

    /// <summary>Some items.</summary>
    public async Task<DatasetPage<DatasetItem>> ListItemsAsync(ItemQuery query, CancellationToken stop)
    {
        var page = await entities.ListAsync(new EntityQuery(query.Project, ItemKind)
        {
            Parent = query.DatasetId,
            Name = query is { SourceTraceId: { } trace, SourceSpanId: { } span } ? SourceName(trace, span) : null,
            NamePart = query is { SourceTraceId: { } whole, SourceSpanId: null } ? $"{whole} " : null,
            AsOf = query.AsOf,
            IsOldestFirst = query.IsOldestFirst,
            Offset = query.Offset,
            Limit = query.Limit,
        }, stop);
        return new DatasetPage<DatasetItem>([.. page.Items.Select(ToItem)], page.Total);
    }

    /// <summary>Removes an item. False when there was none.</summary>
    public async Task<bool> RemoveItemAsync(ProjectId project, string id, CancellationToken stop)
    {
        if (await entities.FindAsync(project, ItemKind, id, stop) is not { } item)
        {
            return false;
        }

        await entities.SaveAsync([Gone(item)], stop);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _naming.Dispose();

    private static Entity ToEntity(ProjectId project, DatasetItem item) => new(project, ItemKind, item.Id, Text(item, DatasetJson.Default.DatasetItem))
    {
        Parent = item.DatasetId, Name = SourceName(item.SourceTraceId, item.SourceSpanId), CreatedAt = item.CreatedAt,
    };

    /// <summary>What an item was made from stands where entities have their names, so that it can be asked for.</summary>
    private static string SourceName(string? trace, string? span) => trace is null ? "" : $"{trace} {span}";

    private static Entity Gone(Entity entity) => entity with { IsDeleted = true, Json = Utf8Text.From("{}") };

    private static string NewId(string chosen) => chosen.Length > 0 ? chosen : Guid.CreateVersion7().ToString();

    private static Utf8Text Text<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));

    private static Dataset ToDataset(Entity entity) =>
        JsonSerializer.Deserialize(entity.Json.Bytes.Span, DatasetJson.Default.Dataset)! with { Id = entity.Id, CreatedAt = entity.CreatedAt, ChangedAt = entity.ChangedAt };

    private static DatasetItem ToItem(Entity entity) =>
        JsonSerializer.Deserialize(entity.Json.Bytes.Span, DatasetJson.Default.DatasetItem)! with { Id = entity.Id, CreatedAt = entity.CreatedAt, ChangedAt = entity.ChangedAt };
}

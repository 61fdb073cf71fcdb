using System.Text.Json;
using Tracehouse.Ingest.Parts;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Runs;

/// <summary>The runs of datasets, and what came of each item in them.</summary>
internal sealed class RunBook(IEntities entities, TimeProvider time) : IDisposable
{
    private readonly Shelf<DatasetRun> _runs = new(entities, "dataset-run", RunJson.Readable.DatasetRun);
    private readonly Shelf<RunItem> _items = new(entities, "dataset-run-item", RunJson.Readable.RunItem);
    private readonly Turns _turns = new();

    /// <summary>Keeps what came of an item, and makes the run if it is not there yet.</summary>
    public async Task<(Kept<DatasetRun> Run, Kept<RunItem> Item)> AddAsync(ProjectId project, string datasetId, RunItemRequest request, string traceId, CancellationToken stop)
    {
        using var turn = await _turns.TakeAsync(project, $"{datasetId} {request.RunName}", stop);
        var now = request.CreatedAt ?? time.GetUtcNow();
        var known = await FindAsync(project, datasetId, request.RunName!, stop);
        var run = new DatasetRun(request.RunDescription ?? known?.Value.Description, Merge(known?.Value.Metadata, request.Metadata, request.DatasetVersion));
        var runEntity = known is null ? _runs.New(project, Guid.CreateVersion7().ToString(), run, now) with { Parent = datasetId, Name = request.RunName! } : _runs.Changed(known, run);
        var item = new RunItem(request.DatasetItemId!, traceId, request.ObservationId);
        var itemEntity = _items.New(project, Guid.CreateVersion7().ToString(), item, now) with { Parent = runEntity.Id };
        await _items.SaveAsync([runEntity, itemEntity], stop);
        return (new Kept<DatasetRun>(run, runEntity), new Kept<RunItem>(item, itemEntity));
    }

    /// <summary>Null when the dataset has no run of that name.</summary>
    public async Task<Kept<DatasetRun>?> FindAsync(ProjectId project, string datasetId, string name, CancellationToken stop) =>
        (await _runs.ListAsync(_runs.Of(project) with { Parent = datasetId, Name = name, Limit = 1 }, stop)).Items is [var found] ? found : null;

    /// <summary>The runs of a dataset, the newest first.</summary>
    public Task<KeptPage<DatasetRun>> ListAsync(ProjectId project, string datasetId, int offset, int limit, CancellationToken stop) =>
        _runs.ListAsync(_runs.Of(project) with { Parent = datasetId, Offset = offset, Limit = limit }, stop);

    /// <summary>All runs of a dataset, or of all datasets, the newest first.</summary>
    public Task<List<Kept<DatasetRun>>> AllAsync(ProjectId project, string? datasetId, CancellationToken stop) => _runs.AllAsync(_runs.Of(project) with { Parent = datasetId }, stop);

    /// <summary>A page of what came of the items of a run, the newest first.</summary>
    public Task<KeptPage<RunItem>> ListItemsAsync(ProjectId project, string runId, int offset, int limit, CancellationToken stop) =>
        _items.ListAsync(_items.Of(project) with { Parent = runId, Offset = offset, Limit = limit }, stop);

    /// <summary>All that came of the items of a run, the newest first.</summary>
    public Task<List<Kept<RunItem>>> AllItemsAsync(ProjectId project, string runId, CancellationToken stop) => _items.AllAsync(_items.Of(project) with { Parent = runId }, stop);

    /// <summary>Removes a run and what came of its items; their traces stay.</summary>
    public async Task RemoveAsync(ProjectId project, Kept<DatasetRun> run, CancellationToken stop)
    {
        var items = await AllItemsAsync(project, run.Entity.Id, stop);
        await _items.SaveAsync([.. items.Select(item => Shelf<RunItem>.Gone(item.Entity)), Shelf<DatasetRun>.Gone(run.Entity)], stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    /// <summary>Each item may bring metadata of its run. Which state of the dataset was run stands among them, where clients look for it.</summary>
    private static JsonElement? Merge(JsonElement? known, JsonElement? given, DateTimeOffset? version)
    {
        if (given is { ValueKind: not JsonValueKind.Object } || known is { ValueKind: not JsonValueKind.Object })
        {
            return given ?? known;
        }

        var all = known is { } before ? LastWords.OfObject(before) : [];
        foreach (var property in given is { } now ? now.EnumerateObject() : default)
        {
            all[property.Name] = LastWords.Of(property.Value);
        }

        if (version is { } time)
        {
            all["dataset_version"] = IsoTimeConverter.Text(time);
        }

        return known is null && given is null && version is null ? null : JsonSerializer.SerializeToElement(all, RunJson.Readable.JsonObject);
    }
}

using System.Text.Json.Nodes;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Functions;

/// <summary>Functions and all of their revisions.</summary>
internal sealed class FunctionBook(IEntities entities, ExampleBook examples, TimeProvider time)
{
    private const string Kind = "opper-function";
    private const string RevisionKind = "opper-function-revision";

    /// <summary>Null when there is one of that name.</summary>
    public async Task<Function?> CreateAsync(ProjectId project, string name, JsonObject said, CancellationToken stop)
    {
        if (await FindByNameAsync(project, name, stop) is not null)
        {
            return null;
        }

        said["name"] = name;
        said["dataset_id"] = (await examples.OfFunctionAsync(project, name, stop)).Id;
        return await SaveAsync(project, $"{Guid.NewGuid()}", said, time.GetUtcNow(), stop);
    }

    /// <summary>A new revision, with what is said instead of what was. Null when there is no such function.</summary>
    public async Task<Function?> ChangeAsync(ProjectId project, string id, JsonObject said, CancellationToken stop)
    {
        if (await entities.FindAsync(project, Kind, id, stop) is not { } known)
        {
            return null;
        }

        var all = ToFunction(known).Said;
        foreach (var (name, value) in said)
        {
            all[name] = value?.DeepClone();
        }

        return await SaveAsync(project, id, all, known.CreatedAt, stop);
    }

    public async Task<Function?> FindAsync(ProjectId project, string id, CancellationToken stop) =>
        await entities.FindAsync(project, Kind, id, stop) is { } found ? ToFunction(found) : null;

    public async Task<Function?> FindByNameAsync(ProjectId project, string name, CancellationToken stop) =>
        (await entities.ListAsync(new EntityQuery(project, Kind) { Name = name, Limit = 1 }, stop)).Items is [var found] ? ToFunction(found) : null;

    public async Task<(IReadOnlyList<Function> Functions, long Total)> ListAsync(ProjectId project, string namePart, Window window, CancellationToken stop)
    {
        var page = await entities.ListAsync(new EntityQuery(project, Kind) { NamePart = namePart, Offset = window.Offset, Limit = window.Limit }, stop);
        return ([.. page.Items.Select(ToFunction)], page.Total);
    }

    public async Task<(IReadOnlyList<Function> Revisions, long Total)> RevisionsAsync(ProjectId project, string id, Window window, CancellationToken stop)
    {
        var page = await entities.ListAsync(new EntityQuery(project, RevisionKind) { Parent = id, Offset = window.Offset, Limit = window.Limit }, stop);
        return ([.. page.Items.Select(ToRevision)], page.Total);
    }

    public async Task<Function?> FindRevisionAsync(ProjectId project, string id, string revision, CancellationToken stop) =>
        await entities.FindAsync(project, RevisionKind, revision, stop) is { } found && found.Parent == id ? ToRevision(found) : null;

    /// <summary>False when there was none.</summary>
    public async Task<bool> RemoveAsync(ProjectId project, string id, CancellationToken stop)
    {
        if (await entities.FindAsync(project, Kind, id, stop) is not { } found)
        {
            return false;
        }

        await entities.SaveAsync([found with { IsDeleted = true }], stop);
        return true;
    }

    private async Task<Function> SaveAsync(ProjectId project, string id, JsonObject said, DateTimeOffset createdAt, CancellationToken stop)
    {
        var (revision, now) = ($"{Guid.CreateVersion7(time.GetUtcNow())}", time.GetUtcNow());
        said["revision_id"] = revision;
        var (json, name) = (Utf8Text.From(Answers.Text(said)), said["name"]!.GetValue<string>());
        await entities.SaveAsync(
        [
            new Entity(project, RevisionKind, revision, json) { Parent = id, Name = name, CreatedAt = now },
            new Entity(project, Kind, id, json) { Name = name, CreatedAt = createdAt },
        ], stop);
        return new Function(id, revision, said, now);
    }

    private static Function ToFunction(Entity entity)
    {
        var said = Said(entity);
        return new Function(entity.Id, said["revision_id"]?.GetValue<string>() ?? "", said, entity.CreatedAt);
    }

    private static Function ToRevision(Entity entity) => new(entity.Parent, entity.Id, Said(entity), entity.CreatedAt);

    private static JsonObject Said(Entity entity) => JsonNode.Parse(entity.Json.Bytes.Span) as JsonObject ?? [];
}

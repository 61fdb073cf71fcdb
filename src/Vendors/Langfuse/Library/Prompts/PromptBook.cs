using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>
/// The prompts of projects. Versions never change; labels, tags and what else is true of a prompt whatever the version are kept apart from them. Two servers of one
/// store that save the same prompt in the same instant may give both the same number; one server never does.
/// </summary>
internal sealed class PromptBook(IEntities entities, TimeProvider time) : IDisposable
{
    private const int AskedForAtOnce = 100;

    private readonly Shelf<PromptHead> _heads = new(entities, "prompt", PromptJson.Readable.PromptHead);
    private readonly Shelf<PromptVersion> _versions = new(entities, "prompt-version", PromptJson.Readable.PromptVersion);
    private readonly Turns _turns = new();

    /// <summary>The prompts of a project, the newest first.</summary>
    public Task<KeptPage<PromptHead>> ListAsync(ProjectId project, int offset, int limit, CancellationToken stop) =>
        _heads.ListAsync(_heads.Of(project) with { Offset = offset, Limit = limit }, stop);

    /// <summary>All prompts of a project, or the one of a name.</summary>
    public Task<List<Kept<PromptHead>>> AllAsync(ProjectId project, string? name, CancellationToken stop) =>
        _heads.AllAsync(_heads.Of(project) with { Ids = name is null ? null : [name] }, stop);

    /// <summary>The first prompt there is that has one of some names.</summary>
    public async Task<Kept<PromptHead>?> FindHeadAsync(ProjectId project, IReadOnlyList<string> names, CancellationToken stop)
    {
        var found = await _heads.ListAsync(_heads.Of(project) with { Ids = names, Limit = names.Count }, stop);
        return names.Select(name => found.Items.FirstOrDefault(head => head.Entity.Id == name)).FirstOrDefault(head => head is not null);
    }

    /// <summary>A version by its number, or else by its label; null when there is none.</summary>
    public async Task<FoundPrompt?> FindAsync(ProjectId project, IReadOnlyList<string> names, int? version, string label, CancellationToken stop)
    {
        if (await FindHeadAsync(project, names, stop) is not { } head)
        {
            return null;
        }

        var number = version ?? head.Value.Labels.GetValueOrDefault(label);
        return head.Value.Versions.Contains(number) && await _versions.FindAsync(project, VersionId(head.Entity.Name, number), stop) is { } found ? new FoundPrompt(head, found) : null;
    }

    /// <summary>The ids of some versions, as far as they are there.</summary>
    public async Task<Dictionary<(string Name, int Version), string>> IdsAsync(ProjectId project, IEnumerable<(string Name, int Version)> wanted, CancellationToken stop)
    {
        var found = new Dictionary<(string, int), string>();
        foreach (var some in wanted.Chunk(AskedForAtOnce))
        {
            var page = await _versions.ListAsync(_versions.Of(project) with { Ids = [.. some.Select(prompt => VersionId(prompt.Name, prompt.Version))], Limit = some.Length }, stop);
            foreach (var version in page.Items)
            {
                found[(version.Entity.Name, version.Value.Number)] = version.Value.Id;
            }
        }

        return found;
    }

    /// <summary>Makes a version; null when those before it are of the other type.</summary>
    public async Task<FoundPrompt?> AddAsync(ProjectId project, PromptRequest request, CancellationToken stop)
    {
        var name = request.Name!;
        using var turn = await _turns.TakeAsync(project, name, stop);
        var known = await _heads.FindAsync(project, name, stop);
        var type = request.IsChat ? "chat" : "text";
        if (known is not null && known.Value.Type != type)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var number = (known?.Value.Versions[^1] ?? 0) + 1;
        var start = known?.Value ?? new PromptHead { Type = type, Versions = [], Labels = new Dictionary<string, int>() };
        var head = start.With(request.AllLabels, number) with { Versions = [.. start.Versions, number], Tags = request.Tags?.Distinct().ToList() ?? start.Tags, LastConfig = request.Config };
        var version = new PromptVersion(Guid.CreateVersion7().ToString(), number, Typed(request), request.Config, request.CommitMessage);
        var headEntity = known is null ? _heads.New(project, name, head, now) with { Name = name } : _heads.Changed(known, head);
        var versionEntity = _versions.New(project, VersionId(name, number), version, now) with { Parent = name, Name = name };
        await _heads.SaveAsync([versionEntity, headEntity], stop);
        return new FoundPrompt(new Kept<PromptHead>(head, headEntity with { ChangedAt = now }), new Kept<PromptVersion>(version, versionEntity));
    }

    /// <summary>Puts labels on a version, and takes them off the others; null when there is no such version.</summary>
    public async Task<FoundPrompt?> LabelAsync(ProjectId project, string name, int number, IReadOnlyList<string> labels, CancellationToken stop)
    {
        using var turn = await _turns.TakeAsync(project, name, stop);
        if (await FindAsync(project, [name], number, "", stop) is not { } found)
        {
            return null;
        }

        var head = found.Head.Value.With(labels, number);
        await _heads.SaveAsync([_heads.Changed(found.Head, head)], stop);
        return found with { Head = new Kept<PromptHead>(head, found.Head.Entity with { ChangedAt = time.GetUtcNow() }) };
    }

    /// <summary>Removes versions: all, or the one of a number, or that of a label. False when there is none of them.</summary>
    public async Task<bool> RemoveAsync(ProjectId project, string name, int? version, string? label, CancellationToken stop)
    {
        using var turn = await _turns.TakeAsync(project, name, stop);
        if (await _heads.FindAsync(project, name, stop) is not { } head)
        {
            return false;
        }

        var gone = head.Value.Versions
            .Where(number => version is null || number == version)
            .Where(number => label is null || head.Value.Labels.GetValueOrDefault(label) == number).ToList();
        if (gone.Count == 0)
        {
            return false;
        }

        var left = head.Value.Without(gone);
        var versions = await _versions.AllAsync(_versions.Of(project) with { Parent = name }, stop);
        var lastConfig = versions.FirstOrDefault(kept => left.Versions.Count > 0 && kept.Value.Number == left.Versions[^1])?.Value.Config;
        await _heads.SaveAsync(
            [
                left.Versions.Count == 0 ? Shelf<PromptHead>.Gone(head.Entity) : _heads.Changed(head, left with { LastConfig = lastConfig }),
                .. versions.Where(kept => gone.Contains(kept.Value.Number)).Select(kept => Shelf<PromptVersion>.Gone(kept.Entity)),
            ], stop);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private static string VersionId(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}|{number}");

    /// <summary>Messages say that they are messages, also where the sender did not.</summary>
    private static JsonElement Typed(PromptRequest request)
    {
        if (!request.IsChat)
        {
            return request.Prompt.Clone();
        }

        var messages = JsonArray.Create(request.Prompt)!;
        foreach (var message in messages)
        {
            message!.AsObject().TryAdd("type", "chatmessage");
        }

        return JsonSerializer.SerializeToElement(messages, PromptJson.Readable.JsonArray);
    }
}

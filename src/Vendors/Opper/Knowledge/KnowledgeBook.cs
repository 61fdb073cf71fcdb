using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Knowledge;

/// <summary>Knowledge bases and their documents: entities, and the vectors of their pieces.</summary>
internal sealed class KnowledgeBook(IEntities entities, IKnowledge pieces, Vectors vectors, IOptions<OpperOptions> options, TimeProvider time)
{
    private const string Kind = "opper-knowledge";
    private const string DocumentKind = "opper-document";
    private const int RemovedAtOnce = 500;

    public async Task<Entity?> FindAsync(ProjectId project, string id, CancellationToken stop) => await entities.FindAsync(project, Kind, id, stop);

    public async Task<Entity?> FindByNameAsync(ProjectId project, string name, CancellationToken stop) =>
        (await entities.ListAsync(new EntityQuery(project, Kind) { Name = name, Limit = 1 }, stop)).Items is [var found] ? found : null;

    public ValueTask<EntityPage> ListAsync(ProjectId project, Window window, CancellationToken stop) =>
        entities.ListAsync(new EntityQuery(project, Kind) { Offset = window.Offset, Limit = window.Limit }, stop);

    public async Task<Entity> CreateAsync(ProjectId project, string name, string model, CancellationToken stop)
    {
        var made = new Entity(project, Kind, $"{Guid.NewGuid()}", Utf8Text.From(Answers.Text(new JsonObject { ["embedding_model"] = model }))) { Name = name, CreatedAt = time.GetUtcNow() };
        await entities.SaveAsync([made], stop);
        return made;
    }

    public async Task RemoveAsync(ProjectId project, Entity knowledge, CancellationToken stop)
    {
        await RemoveDocumentsAsync(project, knowledge.Id, _ => true, stop);
        await entities.SaveAsync([knowledge with { IsDeleted = true }], stop);
    }

    public async Task<long> CountAsync(ProjectId project, string knowledge, CancellationToken stop) =>
        (await entities.ListAsync(new EntityQuery(project, DocumentKind) { Parent = knowledge, Limit = 1 }, stop)).Total;

    public async Task<Entity?> DocumentAsync(ProjectId project, string knowledge, string key, CancellationToken stop) =>
        (await entities.ListAsync(new EntityQuery(project, DocumentKind) { Parent = knowledge, Name = key, Limit = 1 }, stop)).Items is [var found] ? found : null;

    /// <summary>Keeps a document, in the place of one with its key. Answers what went wrong with its vectors, or the document.</summary>
    public async Task<(Entity? Document, string Fault)> AddAsync(HttpContext context, Entity knowledge, string key, string content, JsonElement metadata, CancellationToken stop)
    {
        var project = context.Caller().Project;
        var parts = Cut(content);
        var (found, fault) = await vectors.OfAsync(context, ModelOf(knowledge), parts, place: null, stop);
        if (found is null)
        {
            return (null, fault);
        }

        var known = await DocumentAsync(project, knowledge.Id, key, stop);
        var said = new JsonObject { ["content"] = content, ["metadata"] = metadata.ValueKind == JsonValueKind.Object ? JsonNode.Parse(metadata.GetRawText()) : new JsonObject() };
        var document = new Entity(project, DocumentKind, known?.Id ?? $"{Guid.NewGuid()}", Utf8Text.From(Answers.Text(said)))
        {
            Parent = knowledge.Id, Name = key, CreatedAt = known?.CreatedAt ?? time.GetUtcNow(),
        };
        await entities.SaveAsync([document], stop);
        await pieces.SaveAsync(project, knowledge.Id, document.Id, [.. parts.Zip(found, (text, vector) => new KnowledgePiece(text, vector))], stop);
        return (document, "");
    }

    /// <summary>The pieces nearest to a vector with the documents they are of.</summary>
    public async Task<IReadOnlyList<(KnowledgeMatch Match, Entity Document)>> NearestAsync(ProjectId project, string knowledge, IReadOnlyList<float> vector, int limit, CancellationToken stop)
    {
        var matches = await pieces.FindAsync(project, knowledge, vector, limit, stop);
        var ids = matches.Select(match => match.Document).Distinct().ToList();
        var documents = ids.Count == 0 ? [] : (await entities.ListAsync(new EntityQuery(project, DocumentKind) { Ids = ids, Limit = ids.Count }, stop)).Items.ToDictionary(document => document.Id, StringComparer.Ordinal);
        return [.. matches.Where(match => documents.ContainsKey(match.Document)).Select(match => (match, documents[match.Document]))];
    }

    /// <summary>Removes those documents; answers how many.</summary>
    public async Task<int> RemoveDocumentsAsync(ProjectId project, string knowledge, Func<JsonObject, bool> isMeant, CancellationToken stop)
    {
        var removed = 0;
        for (var offset = 0; await entities.ListAsync(new EntityQuery(project, DocumentKind) { Parent = knowledge, IsOldestFirst = true, Offset = offset, Limit = RemovedAtOnce }, stop) is { Items.Count: > 0 } page;)
        {
            var meant = page.Items.Where(document => isMeant(MetadataOf(document))).ToList();
            foreach (var document in meant)
            {
                await pieces.SaveAsync(project, knowledge, document.Id, [], stop);
            }

            if (meant.Count > 0)
            {
                await entities.SaveAsync([.. meant.Select(document => document with { IsDeleted = true, Json = Utf8Text.From("{}") })], stop);
            }

            removed += meant.Count;
            offset += page.Items.Count - meant.Count;
        }

        return removed;
    }

    public static string ModelOf(Entity knowledge) => Said(knowledge)["embedding_model"]?.GetValue<string>() ?? "";

    public static JsonObject MetadataOf(Entity document) => Said(document)["metadata"] as JsonObject ?? [];

    public static string ContentOf(Entity document) => Said(document)["content"]?.GetValue<string>() ?? "";

    /// <summary>Pieces of bounded length, cut at spaces where there are any.</summary>
    public IReadOnlyList<string> Cut(string content)
    {
        var (max, parts) = (options.Value.SegmentCharactersMax, new List<string>());
        for (var at = 0; at < content.Length;)
        {
            var length = Math.Min(max, content.Length - at);
            if (at + length < content.Length && content.LastIndexOfAny([' ', '\n'], at + length - 1, length) is var space && space > at)
            {
                length = space + 1 - at;
            }

            parts.Add(content.Substring(at, length));
            at += length;
        }

        return parts;
    }

    private static JsonObject Said(Entity entity) => JsonNode.Parse(entity.Json.Bytes.Span) as JsonObject ?? [];
}

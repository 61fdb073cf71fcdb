using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Knowledge;

/// <summary><c>/v2/knowledge</c>: texts that are found by what they mean.</summary>
internal sealed class KnowledgeEndpoints(KnowledgeBook book, OpperBodies bodies, IOptions<OpperOptions> options)
{
    private const string Path = "/v2/knowledge";
    private const string Files = "Files are not taken; add their text as documents.";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, CreateAsync);
        routes.MapGet(Path, ListAsync);
        routes.MapGet($"{Path}/by-name/{{name}}", GetByNameAsync);
        routes.MapGet($"{Path}/{{id}}", GetAsync);
        routes.MapDelete($"{Path}/{{id}}", RemoveAsync);
        routes.MapPost($"{Path}/{{id}}/add", AddAsync);
        routes.MapDelete($"{Path}/{{id}}/query", RemoveDocumentsAsync);
        routes.MapGet($"{Path}/{{id}}/documents/{{key}}", GetDocumentAsync);
        routes.MapGet($"{Path}/{{id}}/files", () => Answers.Page([], 0));
        foreach (var rest in new[] { "upload", "register_file" })
        {
            routes.MapPost($"{Path}/{{id}}/{rest}", (HttpContext context) => Answers.NotOffered(context, Files));
        }

        MapFirst(routes);
        routes.MapGet($"{Path}/{{id}}/upload_url", (HttpContext context) => Answers.NotOffered(context, Files));
    }

    /// <summary>The first generation calls them indexes.</summary>
    private void MapFirst(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/indexes", CreateAsync);
        routes.MapGet("/v1/indexes", ListOfFirstAsync);
        routes.MapGet("/v1/indexes/by-name/{name}", GetByNameAsync);
        routes.MapGet("/v1/indexes/{id}", GetAsync);
        routes.MapDelete("/v1/indexes/{id}", RemoveAsync);
        routes.MapPost("/v1/indexes/{id}/index", AddAsync);
        routes.MapGet("/v1/indexes/{id}/upload_url", (HttpContext context) => Answers.NotOffered(context, Files));
        routes.MapPost("/v1/indexes/{id}/register_file", (HttpContext context) => Answers.NotOffered(context, Files));
        routes.MapDelete("/v1/indexes/by-name/{name}", async (HttpContext context, string name, CancellationToken stop) =>
            await book.FindByNameAsync(context.Caller().Project, name, stop) is { } knowledge ? await RemoveAsync(context, knowledge.Id, stop) : Answers.NotFound(context, "index", name));
    }

    private async Task<IResult> ListOfFirstAsync(HttpContext context, CancellationToken stop) =>
        Window.TryRead(context, out var window, out var fault)
            ? Answers.Ok(new JsonArray([.. (await book.ListAsync(context.Caller().Project, window, stop)).Items.Select(ToBody)]))
            : fault!;

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (name, model) = (fields.Required("name", "what the knowledge base is called"), fields.Text("embedding_model") ?? options.Value.EmbeddingModel);
        if (model.Length == 0)
        {
            fields.Blame<string>("'embedding_model' is missing, and there is none for those that name none (Vendors:Opper:EmbeddingModel).");
        }

        var project = context.Caller().Project;
        return fault
            ?? (fields.Fault.Length > 0 ? Answers.Invalid(context, fields.Fault)
            : await book.FindByNameAsync(project, name, stop) is not null ? Answers.Conflict(context, $"There is a knowledge base '{name}' already.")
            : Answers.Ok(ToBody(await book.CreateAsync(project, name, model, stop))));
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var page = await book.ListAsync(context.Caller().Project, window, stop);
        return Answers.Page(page.Items.Select(ToBody), page.Total);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop) =>
        await FoundAsync(context, await book.FindAsync(context.Caller().Project, id, stop), id, stop);

    private async Task<IResult> GetByNameAsync(HttpContext context, string name, CancellationToken stop) =>
        await FoundAsync(context, await book.FindByNameAsync(context.Caller().Project, name, stop), name, stop);

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } knowledge)
        {
            return Answers.NotFound(context, "knowledge base", id);
        }

        await book.RemoveAsync(project, knowledge, stop);
        return IsFirst(context) ? Answers.Ok(JsonValue.Create(true)) : Answers.Gone();
    }

    private async Task<IResult> AddAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (content, key, metadata) = (fields.Required("content", "the text of the document"), fields.Text("key") ?? $"{Guid.NewGuid()}", fields.Map("metadata"));
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        if (await book.FindAsync(context.Caller().Project, id, stop) is not { } knowledge)
        {
            return Answers.NotFound(context, "knowledge base", id);
        }

        var (document, wrong) = await book.AddAsync(context, knowledge, key, content, metadata, stop);
        if (document is null)
        {
            return Answers.Fault(context, StatusCodes.Status502BadGateway, "ModelError", wrong);
        }

        var added = new JsonObject { ["id"] = document.Id, ["uuid"] = document.Id, ["key"] = key, ["metadata"] = KnowledgeBook.MetadataOf(document).DeepClone() };
        return IsFirst(context) ? Answers.Ok(added) : Answers.Created(added);
    }

    private async Task<IResult> RemoveDocumentsAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var filter = KnowledgeFilter.Read(fields);
        var project = context.Caller().Project;
        return fault
            ?? (fields.Fault.Length > 0 ? Answers.Invalid(context, fields.Fault)
            : await book.FindAsync(project, id, stop) is null ? Answers.NotFound(context, "knowledge base", id)
            : Answers.Ok(new JsonObject { ["deleted_count"] = await book.RemoveDocumentsAsync(project, id, filter.Accepts, stop) }));
    }

    private async Task<IResult> GetDocumentAsync(HttpContext context, string id, string key, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is null || await book.DocumentAsync(project, id, key, stop) is not { } document)
        {
            return Answers.NotFound(context, "document", key);
        }

        return Answers.Ok(new JsonObject
        {
            ["id"] = document.Id,
            ["key"] = document.Name,
            ["metadata"] = KnowledgeBook.MetadataOf(document).DeepClone(),
            ["segments"] = new JsonArray([.. book.Cut(KnowledgeBook.ContentOf(document)).Select((text, at) => new JsonObject { ["id"] = $"{document.Id}-{at}", ["content"] = text })]),
        });
    }

    private async Task<IResult> FoundAsync(HttpContext context, Entity? knowledge, string id, CancellationToken stop)
    {
        if (knowledge is null)
        {
            return Answers.NotFound(context, "knowledge base", id);
        }

        var body = ToBody(knowledge);
        body["count"] = await book.CountAsync(context.Caller().Project, knowledge.Id, stop);
        return Answers.Ok(body);
    }

    private static bool IsFirst(HttpContext context) => Generations.Find(context.Request) is Generation.V1;

    private static JsonObject ToBody(Entity knowledge) => new()
    {
        ["id"] = knowledge.Id, ["uuid"] = knowledge.Id, ["files"] = new JsonArray(), ["name"] = knowledge.Name, ["created_at"] = Answers.Time(knowledge.CreatedAt), ["embedding_model"] = KnowledgeBook.ModelOf(knowledge),
    };
}

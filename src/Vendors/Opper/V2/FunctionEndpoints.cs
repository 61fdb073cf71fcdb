using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary><c>/v2/functions</c> and their revisions.</summary>
internal sealed class FunctionEndpoints(FunctionBook functions, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/functions", CreateAsync);
        routes.MapGet("/v2/functions", ListAsync);
        routes.MapGet("/v2/functions/by-name/{name}", GetByNameAsync);
        routes.MapGet("/v2/functions/{id}", GetAsync);
        routes.MapPatch("/v2/functions/{id}", ChangeAsync);
        routes.MapDelete("/v2/functions/{id}", RemoveAsync);
        routes.MapGet("/v2/functions/{id}/revisions", RevisionsAsync);
        routes.MapGet("/v2/functions/{id}/revisions/{revision}", GetRevisionAsync);
    }

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (name, said) = (fields.Required("name", "what the function is called"), FunctionWords.Read(fields));
        fields.Required("instructions", "what the model shall do");
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        return await functions.CreateAsync(context.Caller().Project, name, said, stop) is { } made
            ? Answers.Created(made.ToBody())
            : Answers.Conflict(context, $"There is a function '{name}' already; change it, or choose another 'name'.");
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var (list, total) = await functions.ListAsync(context.Caller().Project, context.Request.Query["name"].ToString(), window, stop);
        return Answers.Page(list.Select(function => function.ToBody()), total);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop) => Found(context, await functions.FindAsync(context.Caller().Project, id, stop), id);

    private async Task<IResult> GetByNameAsync(HttpContext context, string name, CancellationToken stop) =>
        Found(context, await functions.FindByNameAsync(context.Caller().Project, name, stop), name);

    private async Task<IResult> ChangeAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var said = FunctionWords.Read(fields);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        return Found(context, await functions.ChangeAsync(context.Caller().Project, id, said, stop), id);
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop) =>
        await functions.RemoveAsync(context.Caller().Project, id, stop) ? Answers.Gone() : Answers.NotFound(context, "function", id);

    private async Task<IResult> RevisionsAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (await functions.FindAsync(project, id, stop) is null)
        {
            return Answers.NotFound(context, "function", id);
        }

        var (revisions, total) = await functions.RevisionsAsync(project, id, window, stop);
        return Answers.Page(revisions.Select(revision => new JsonObject
        {
            ["id"] = revision.RevisionId, ["configuration"] = revision.Said.DeepClone(), ["created_at"] = Answers.Time(revision.CreatedAt), ["updated_at"] = Answers.Time(revision.CreatedAt),
        }), total);
    }

    private async Task<IResult> GetRevisionAsync(HttpContext context, string id, string revision, CancellationToken stop) =>
        Found(context, await functions.FindRevisionAsync(context.Caller().Project, id, revision, stop), revision);

    private static IResult Found(HttpContext context, Function? function, string id) => function is null ? Answers.NotFound(context, "function", id) : Answers.Ok(function.ToBody());
}

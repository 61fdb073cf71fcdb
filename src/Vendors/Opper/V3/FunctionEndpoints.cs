using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V3;

/// <summary>Functions by their names.</summary>
internal sealed class FunctionEndpoints(FunctionBook functions, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v3/functions", ListAsync);
        routes.MapGet("/v3/functions/{name}", GetAsync);
        routes.MapPut("/v3/functions/{name}", SaveAsync);
        routes.MapDelete("/v3/functions/{name}", RemoveAsync);
        routes.MapGet("/v3/functions/{name}/revisions", RevisionsAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var (list, total) = await functions.ListAsync(context.Caller().Project, "", window, stop);
        return Answers.Ok(new JsonObject { ["functions"] = new JsonArray([.. list.Select(function => function.ToBody())]), ["total"] = total });
    }

    private async Task<IResult> GetAsync(HttpContext context, string name, CancellationToken stop) =>
        await functions.FindByNameAsync(context.Caller().Project, name, stop) is { } function ? Answers.Ok(function.ToBody()) : Answers.NotFound(context, "function", name);

    private async Task<IResult> SaveAsync(HttpContext context, string name, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var said = FunctionWords.Read(fields);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        said["name"] = name;
        var saved = await functions.CreateAsync(project, name, (JsonObject)said.DeepClone(), stop)
            ?? await functions.ChangeAsync(project, (await functions.FindByNameAsync(project, name, stop))?.Id ?? "", said, stop);
        return saved is null ? Answers.NotFound(context, "function", name) : Answers.Ok(saved.ToBody());
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string name, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await functions.FindByNameAsync(project, name, stop) is { } function && await functions.RemoveAsync(project, function.Id, stop)
            ? Answers.Gone()
            : Answers.NotFound(context, "function", name);
    }

    private async Task<IResult> RevisionsAsync(HttpContext context, string name, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (await functions.FindByNameAsync(project, name, stop) is not { } function)
        {
            return Answers.NotFound(context, "function", name);
        }

        var (revisions, _) = await functions.RevisionsAsync(project, function.Id, window, stop);
        return Answers.Ok(new JsonObject { ["revisions"] = new JsonArray([.. revisions.Select(revision => revision.ToBody())]) });
    }
}

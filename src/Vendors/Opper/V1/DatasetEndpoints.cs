using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V1;

/// <summary>Datasets, whose lists come without a frame.</summary>
internal sealed class DatasetEndpoints(EntryBook entries, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/datasets/{dataset}", CreateAsync).OfOpper();
        routes.MapGet("/v1/datasets/{dataset}/entries", ListAsync).OfOpper();
        routes.MapGet("/v1/datasets/{dataset}/entries/{id}", GetAsync).OfOpper();
        routes.MapPut("/v1/datasets/{dataset}/entries/{id}", ChangeAsync).OfOpper();
        routes.MapDelete("/v1/datasets/{dataset}/entries/{id}", RemoveAsync).OfOpper();
    }

    private async Task<IResult> CreateAsync(HttpContext context, string dataset, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var project = context.Caller().Project;
        return fault
            ?? (!await entries.HasAsync(project, dataset, stop) ? Answers.NotFound(context, "dataset", dataset)
            : await entries.SaveAsync(project, dataset, fields, null, stop) is { } item ? Answers.Ok(ExampleBook.ToEntry(item))
            : Answers.Invalid(context, fields.Fault));
    }

    private async Task<IResult> ListAsync(HttpContext context, string dataset, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var project = context.Caller().Project;
        return await entries.HasAsync(project, dataset, stop)
            ? Answers.Ok(new JsonArray([.. (await entries.ListAsync(project, dataset, window, stop)).Items.Select(ExampleBook.ToEntry)]))
            : Answers.NotFound(context, "dataset", dataset);
    }

    private async Task<IResult> GetAsync(HttpContext context, string dataset, string id, CancellationToken stop) =>
        await entries.FindAsync(context.Caller().Project, dataset, id, stop) is { } item ? Answers.Ok(ExampleBook.ToEntry(item)) : Answers.NotFound(context, "entry", id);

    private async Task<IResult> ChangeAsync(HttpContext context, string dataset, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var project = context.Caller().Project;
        return fault
            ?? (await entries.FindAsync(project, dataset, id, stop) is not { } known ? Answers.NotFound(context, "entry", id)
            : await entries.SaveAsync(project, dataset, fields, known, stop) is { } item ? Answers.Ok(ExampleBook.ToEntry(item))
            : Answers.Invalid(context, fields.Fault));
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string dataset, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await entries.FindAsync(project, dataset, id, stop) is not null && await entries.RemoveAsync(project, id, stop)
            ? Answers.Ok(JsonValue.Create(true))
            : Answers.NotFound(context, "entry", id);
    }
}
